using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>
/// The test vectors in docs/wire-format.md: the datagrams are those of real peers, the values between are computed here by the page and
/// have to agree with what those peers hold and send.
/// </summary>
public sealed class WireVectorsTests
{
    private const string Heading = "## Test vectors";

    [Fact]
    public void The_page_has_the_vectors_that_the_code_produces()
    {
        var text = new StringBuilder();
        foreach (SessionMode mode in (SessionMode[])[SessionMode.Psk, SessionMode.Ephemeral])
        {
            Write(text, mode);
        }

        Pages.ExpectLastSection("wire-format.md", Heading, text.ToString());
    }

    private static void Write(StringBuilder text, SessionMode mode)
    {
        using var conversation = new VectorConversation(mode);
        List<JsonElement> wire = [.. conversation.Wire.Select(datagram => JsonDocument.Parse(datagram).RootElement)];
        JsonElement init = wire[0];
        JsonElement ack = wire[1];
        byte[] preSharedKey = mode == SessionMode.Psk ? Modes.PreSharedKey : [];
        byte[] shared = Agree(conversation.ClientPrivateKey, Member(ack, "key"));
        byte[] salt = [.. Prefixed(Member(init, "nonce")), .. Prefixed(Member(ack, "server_nonce"))];
        byte[] material = [.. Prefixed(shared), .. Prefixed(preSharedKey)];
        byte[] extracted = HKDF.Extract(HashAlgorithmName.SHA256, material, salt);
        string name = mode == SessionMode.Psk ? "psk" : "ephemeral";
        string id = Member(ack, "session_id");
        byte[] info = [.. Prefixed("jumpingvpn/1 session secret"), .. Prefixed(name), .. Encoding.ASCII.GetBytes(id)];
        byte[] secret = HKDF.Expand(HashAlgorithmName.SHA256, extracted, 32, info);
        byte[] confirmation = Expand(secret, "jumpingvpn/1 key confirmation");

        text.Append("\n### Mode ").Append(name).Append("\n\n| value | hexadecimal |\n|---|---|\n");
        if (preSharedKey.Length > 0)
        {
            byte[] invitation = HKDF.DeriveKey(
                HashAlgorithmName.SHA256,
                preSharedKey,
                32,
                [],
                Encoding.ASCII.GetBytes("jumpingvpn/1 psk handshake")
            );
            Row(text, "pre-shared key, the ASCII text `correct horse battery staple`", preSharedKey);
            Row(text, "key of the `mac` of `HANDSHAKE_INIT` and `HANDSHAKE_RETRY`", invitation);
            Member(init, "mac")
                .Should()
                .Be(PageMac.Of(invitation, toServer: true, "HANDSHAKE_INIT", 0, (3, Member(init, "nonce")), (8, Member(init, "key"))));
        }

        Row(text, "client's private key", conversation.ClientPrivateKey);
        Row(text, "server's private key", conversation.ServerPrivateKey);
        Row(text, "agreed x coordinate", shared);
        Row(text, "input keying material", material);
        Row(text, "salt", salt);
        Row(text, "info", info);
        Row(text, "HKDF-Extract", extracted);
        Row(text, "session secret", secret);
        Row(text, "key of the proofs", Expand(secret, "jumpingvpn/1 reattach proof"));
        Row(text, "key of the client's `mac`", Expand(secret, "jumpingvpn/1 client mac"));
        Row(text, "key of the server's `mac`", Expand(secret, "jumpingvpn/1 server mac"));
        Row(text, "key of the confirmation", confirmation);
        byte[] said = PageMac.Input(
            toServer: false,
            "HANDSHAKE_ACK",
            Convert.ToUInt64(id[2..], 16),
            (2, 1L),
            (3, Member(init, "nonce")),
            (8, Member(ack, "key")),
            (9, Member(ack, "server_nonce")),
            (10, name),
            (11, Member(init, "key"))
        );
        Row(text, "what the confirmation covers", said);
        Row(
            text,
            "what the first DATA's `mac` covers",
            PageMac.Input(toServer: true, "DATA", Convert.ToUInt64(id[2..], 16), (1, 1L), (7, "hello"))
        );
        text.Append("\n```json\n").AppendJoin("\n", conversation.Wire).Append("\n```\n");
        if (preSharedKey.Length > 0)
        {
            WriteRetry(text, preSharedKey, conversation.Wire[0]);
        }

        Member(ack, "mac").Should().Be(Convert.ToHexStringLower(HMACSHA256.HashData(confirmation, said).AsSpan(0, 16)));
        conversation
            .Keys.Should()
            .Equal([
                .. Expand(secret, "jumpingvpn/1 reattach proof"),
                .. Expand(secret, "jumpingvpn/1 client mac"),
                .. Expand(secret, "jumpingvpn/1 server mac"),
            ]);
        wire.Select(message => Member(message, "type"))
            .Should()
            .Contain(["DATA", "DATA_ACK", "KEEPALIVE", "KEEPALIVE_ACK", "REATTACH_REQUEST", "REATTACH_ACK", "ERROR", "TERMINATE"]);
        ExpectCodes(wire, secret, Convert.ToUInt64(id[2..], 16));
    }

    /// <summary>What a server says to that first message that asks for a cookie; its key of the cookies counts downwards from ef.</summary>
    private static void WriteRetry(StringBuilder text, byte[] preSharedKey, string init)
    {
        ServerOptions wary = Modes.Server(SessionMode.Psk) with { RetryPolicy = RetryPolicy.Always };
        using var server = new SessionServer(wary, new ListEntropy([.. Enumerable.Range(0, 256).Select(i => (byte)(255 - i))]));
        var buffer = new byte[4096];
        server.HandleDatagram(Encoding.UTF8.GetBytes(init), Addresses.Phone, TimeSpan.FromSeconds(1));
        server.TryPollTransmit(buffer, out int length, out _).Should().BeTrue();
        string datagram = Encoding.UTF8.GetString(buffer, 0, length);
        JsonElement retry = JsonDocument.Parse(datagram).RootElement;
        byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, preSharedKey, 32, [], Encoding.ASCII.GetBytes("jumpingvpn/1 psk handshake"));
        (byte, object)[] members = [(3, Member(retry, "nonce")), (14, Member(retry, "cookie"))];
        Member(retry, "mac").Should().Be(PageMac.Of(key, toServer: false, "HANDSHAKE_RETRY", 0, members));

        text.Append("\nThe answer to that `HANDSHAKE_INIT` of a server that asks for a cookie, and what its `mac` covers:\n\n```json\n")
            .Append(datagram)
            .Append("\n```\n`")
            .Append(Convert.ToHexStringLower(PageMac.Input(toServer: false, "HANDSHAKE_RETRY", 0, members)))
            .Append("`\n");
    }

    /// <summary>Every further message carries the code that the page describes.</summary>
    private static void ExpectCodes(List<JsonElement> wire, byte[] secret, ulong session)
    {
        (string Name, byte Tag)[] order =
        [
            ("seq", 1),
            ("state_version", 2),
            ("nonce", 3),
            ("proof", 4),
            ("code", 5),
            ("reason", 6),
            ("payload", 7),
        ];
        foreach (JsonElement message in wire.Skip(2))
        {
            bool toServer = Member(message, "type") is "DATA" or "KEEPALIVE" or "REATTACH_REQUEST" or "TERMINATE";
            byte[] key = Expand(secret, toServer ? "jumpingvpn/1 client mac" : "jumpingvpn/1 server mac");
            (byte, object)[] members =
            [
                .. order
                    .Where(member => message.TryGetProperty(member.Name, out _))
                    .Select(member => (member.Tag, Value(message.GetProperty(member.Name)))),
            ];
            Member(message, "mac").Should().Be(PageMac.Of(key, toServer, Member(message, "type"), session, members), message.ToString());
        }
    }

    private static object Value(JsonElement member) => member.ValueKind == JsonValueKind.Number ? member.GetInt64() : member.GetString()!;

    private static byte[] Agree(byte[] privateKey, string publicKey)
    {
        byte[] point = Convert.FromHexString(publicKey);
        using var mine = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = privateKey });
        using var theirs = ECDiffieHellman.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point[1..33], Y = point[33..] },
            }
        );
        return mine.DeriveRawSecretAgreement(theirs.PublicKey);
    }

    private static byte[] Expand(byte[] secret, string label) =>
        HKDF.Expand(HashAlgorithmName.SHA256, secret, 32, Encoding.ASCII.GetBytes(label));

    private static byte[] Prefixed(string text) => Prefixed(Encoding.ASCII.GetBytes(text));

    private static byte[] Prefixed(byte[] bytes) => [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];

    private static string Member(JsonElement message, string name) => message.GetProperty(name).GetString()!;

    private static void Row(StringBuilder text, string what, byte[] value) =>
        text.Append("| ").Append(what).Append(" | `").Append(Convert.ToHexStringLower(value)).Append("` |\n");
}
