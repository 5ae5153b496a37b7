"""The key schedule of docs/wire-format.md, a second time: written from that page, with nothing but Python's standard library.

Reads a recorded session as JSON, checks every proof and every code in it, and prints the values between as JSON.
"""

import hashlib
import hmac
import json
import sys

P = 2**255 - 19


def x25519(scalar: bytes, point: bytes) -> bytes:
    """RFC 7748 section 5: the Montgomery ladder in plain integers."""
    k = int.from_bytes(scalar, "little") & ~7 & ~(128 << 8 * 31) | (64 << 8 * 31)
    x1 = int.from_bytes(point, "little") & (2**255 - 1)
    x2, z2, x3, z3, swap = 1, 0, x1, 1, 0
    for t in reversed(range(255)):
        bit = k >> t & 1
        if swap ^ bit:
            x2, x3, z2, z3 = x3, x2, z3, z2
        swap = bit
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        aa, bb, da, cb = a * a, b * b, d * a, c * b
        e = aa - bb
        x3, z3 = (da + cb) ** 2 % P, x1 * (da - cb) ** 2 % P
        x2, z2 = aa * bb % P, e * (aa + 121665 * e) % P
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


def u16(value: bytes) -> bytes:
    return len(value).to_bytes(2, "big") + value


def extract(salt: bytes, material: bytes) -> bytes:
    return hmac.new(salt or bytes(32), material, hashlib.sha256).digest()


def expand(key: bytes, info: bytes) -> bytes:
    return hmac.new(key, info + b"\x01", hashlib.sha256).digest()  # 32 bytes are one block


def keyed(key: bytes, use: str, text: bytes, length: int) -> str:
    return hashlib.blake2b(text, key=key, person=use.encode(), digest_size=length).hexdigest()


TAGS = ["seq", "state_version", "nonce", "proof", "code", "reason", "payload", "key", "server_nonce", "mode", "client_key"]
TAGS += ["challenge", "direction", "cookie"]
TO_SERVER = {"HANDSHAKE_INIT", "DATA", "KEEPALIVE", "REATTACH_REQUEST", "TERMINATE"}


def covered(message: dict, session: str, more: dict = {}) -> bytes:
    """What a code covers."""
    name = message["type"].encode()
    text = bytes([1, 0 if message["type"] in TO_SERVER else 1, len(name)]) + name
    text += bytes.fromhex(session[2:]) if session else bytes(8)
    members = {**message, **more}
    for tag, member in enumerate(TAGS, 1):
        if member in members:
            value = members[member]
            value = value.to_bytes(8, "big") if isinstance(value, int) else value.encode()
            text += bytes([tag]) + len(value).to_bytes(4, "big") + value
    return text


def check(what: str, expected: str, found: str) -> None:
    if expected != found:
        sys.exit(f"{what}: the page says {expected}, the peers say {found}")


def main() -> None:
    given = json.load(sys.stdin)
    mode, psk = given["mode"], bytes.fromhex(given["psk"])
    private = {side: bytes.fromhex(given[side]) for side in ("client", "server")}
    wire = [json.loads(datagram) for datagram in given["wire"]]
    init, ack = wire[0], wire[1]
    session = ack["session_id"]
    rows = []

    invitation = expand(extract(b"", psk), b"jumpingvpn/2 psk handshake") if psk else None
    if invitation:
        rows += [("pre-shared key, the ASCII text `" + psk.decode() + "`", psk)]
        rows += [("key of the `mac` of `HANDSHAKE_INIT` and `HANDSHAKE_RETRY`", invitation)]
        check("the code of HANDSHAKE_INIT", keyed(invitation, "jvpn2 handshake", covered(init, ""), 16), init["mac"])
        retry = json.loads(given["retry"])
        check("the code of HANDSHAKE_RETRY", keyed(invitation, "jvpn2 handshake", covered(retry, ""), 16), retry["mac"])

    base = (9).to_bytes(32, "little")
    check("the client's key", x25519(private["client"], base).hex(), init["key"])
    check("the server's key", x25519(private["server"], base).hex(), ack["key"])
    shared = x25519(private["client"], bytes.fromhex(ack["key"]))
    check("the agreed secret", x25519(private["server"], bytes.fromhex(init["key"])).hex(), shared.hex())
    material = u16(shared) + u16(psk)
    salt = u16(init["nonce"].encode()) + u16(ack["server_nonce"].encode())
    info = u16(b"jumpingvpn/2 session key") + u16(mode.encode()) + session.encode()
    extracted = extract(salt, material)
    key = expand(extracted, info)
    said = covered(ack, session, {"nonce": init["nonce"], "mode": mode, "client_key": init["key"]})
    check("the confirmation", keyed(key, "jvpn2 confirm", said, 16), ack["mac"])

    for message in wire[2:]:
        use = "jvpn2 client mac" if message["type"] in TO_SERVER else "jvpn2 server mac"
        check(f"the code of {message}", keyed(key, use, covered(message, session), 16), message["mac"])
        if "proof" in message:
            text = f"{session}|{message['nonce']}".encode()
            check(f"the proof of {message}", keyed(key, "jvpn2 proof", text, 32), message["proof"])

    data = next(message for message in wire if message["type"] == "DATA")
    rows += [("client's private key", private["client"]), ("server's private key", private["server"]), ("agreed secret", shared)]
    rows += [("input keying material", material), ("salt", salt), ("info", info), ("HKDF-Extract", extracted), ("session key", key)]
    rows += [("what the confirmation covers", said), ("what the first DATA's `mac` covers", covered(data, session))]
    if invitation:
        rows += [("what the `mac` of the `HANDSHAKE_RETRY` covers", covered(retry, ""))]
    json.dump([[name, value.hex()] for name, value in rows], sys.stdout)


main()
