using System.Text.Json;
using JumpingVpn.Protocol.Keys;

namespace JumpingVpn.Protocol.Wire;

/// <summary>
/// Writes messages as compact JSON into one reused buffer. Each method returns the datagram, valid until the next call. An empty
/// <c>mac</c> is not written.
/// </summary>
internal sealed class MessageWriter
{
    private static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    private static readonly JsonEncodedText Session = JsonEncodedText.Encode("session_id");
    private static readonly JsonEncodedText Direction = JsonEncodedText.Encode("direction");
    private static readonly JsonEncodedText Note = JsonEncodedText.Encode("note");
    private static readonly JsonEncodedText Payload = JsonEncodedText.Encode("payload");
    private static readonly JsonEncodedText Sequence = JsonEncodedText.Encode("seq");
    private static readonly JsonEncodedText Nonce = JsonEncodedText.Encode("nonce");
    private static readonly JsonEncodedText Proof = JsonEncodedText.Encode("proof");
    private static readonly JsonEncodedText Key = JsonEncodedText.Encode("key");
    private static readonly JsonEncodedText ServerNonce = JsonEncodedText.Encode("server_nonce");
    private static readonly JsonEncodedText Mac = JsonEncodedText.Encode("mac");
    private static readonly JsonEncodedText Cookie = JsonEncodedText.Encode("cookie");
    private static readonly JsonEncodedText Challenge = JsonEncodedText.Encode("challenge");
    private static readonly JsonEncodedText StateVersion = JsonEncodedText.Encode("state_version");
    private static readonly JsonEncodedText Code = JsonEncodedText.Encode("code");
    private static readonly JsonEncodedText Reason = JsonEncodedText.Encode("reason");
    private static readonly JsonEncodedText Established = JsonEncodedText.Encode("session established");
    private static readonly JsonEncodedText Reattached = JsonEncodedText.Encode("transport reattached");

    private readonly CompactJson _json = new();

    /// <summary>Writes HANDSHAKE_INIT; the cookie is empty where none was given, the key where none is to be agreed.</summary>
    public ReadOnlySpan<byte> HandshakeInit(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> cookie = default,
        ReadOnlySpan<byte> key = default,
        ReadOnlySpan<byte> mac = default
    )
    {
        Begin(MessageType.HandshakeInit);
        _json.WriteString(Nonce, nonce);
        if (!cookie.IsEmpty)
        {
            _json.WriteString(Cookie, cookie);
        }

        if (!key.IsEmpty)
        {
            _json.WriteString(Key, key);
        }

        return End(mac);
    }

    public ReadOnlySpan<byte> HandshakeRetry(ReadOnlySpan<byte> cookie, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> mac)
    {
        Begin(MessageType.HandshakeRetry);
        _json.WriteString(Cookie, cookie);
        WriteNonce(nonce, AckDetail.Full);
        return End(mac);
    }

    public ReadOnlySpan<byte> PathChallenge(SessionId id, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> challenge, ReadOnlySpan<byte> mac)
    {
        Begin(MessageType.PathChallenge, id);
        _json.WriteString(Nonce, nonce);
        _json.WriteString(Challenge, challenge);
        return End(mac);
    }

    public ReadOnlySpan<byte> PathResponse(
        SessionId id,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> challenge,
        ReadOnlySpan<byte> proof,
        ReadOnlySpan<byte> mac
    )
    {
        Begin(MessageType.PathResponse, id);
        _json.WriteString(Nonce, nonce);
        _json.WriteString(Challenge, challenge);
        _json.WriteString(Proof, proof);
        return End(mac);
    }

    /// <summary>Writes the HANDSHAKE_ACK of a session with keys.</summary>
    public ReadOnlySpan<byte> HandshakeAck(SessionId id, HandshakeAnswer answer, ReadOnlySpan<byte> nonce)
    {
        Begin(MessageType.HandshakeAck, id);
        WriteVersion(answer.StateVersion);
        _json.WriteString(Nonce, nonce);
        _json.WriteString(Key, answer.Key);
        _json.WriteString(ServerNonce, answer.ServerNonce);
        return End(answer.Mac);
    }

    /// <summary>Writes DATA of either direction.</summary>
    public ReadOnlySpan<byte> Data(
        SessionId id,
        long sequence,
        ReadOnlySpan<byte> payload,
        ReadOnlySpan<byte> mac = default,
        bool down = false
    )
    {
        Begin(MessageType.Data, id);
        WriteDirection(down);
        _json.WriteNumber(Sequence, sequence);
        _json.WriteString(Payload, payload);
        return End(mac);
    }

    /// <summary>Writes the acknowledgement of DATA of either direction.</summary>
    public ReadOnlySpan<byte> DataAck(SessionId id, long? sequence, ReadOnlySpan<byte> mac = default, bool down = false)
    {
        Begin(MessageType.DataAck, id);
        WriteDirection(down);
        WriteSequence(sequence);
        return End(mac);
    }

    /// <summary>Writes KEEPALIVE or KEEPALIVE_ACK.</summary>
    public ReadOnlySpan<byte> Keepalive(MessageType type, SessionId id, long sequence, ReadOnlySpan<byte> mac = default)
    {
        Begin(type, id);
        _json.WriteNumber(Sequence, sequence);
        return End(mac);
    }

    public ReadOnlySpan<byte> Terminate(SessionId id, ReasonCode reason, ReadOnlySpan<byte> mac = default)
    {
        Begin(MessageType.Terminate, id);
        _json.WriteString(Reason, CodeNames.Encoded(reason));
        return End(mac);
    }

    public ReadOnlySpan<byte> ReattachRequest(
        SessionId id,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> proof,
        long? stateVersion,
        ReadOnlySpan<byte> mac = default
    )
    {
        Begin(MessageType.ReattachRequest, id);
        _json.WriteString(Nonce, nonce);
        _json.WriteString(Proof, proof);
        WriteVersion(stateVersion);
        return End(mac);
    }

    /// <summary>Writes HANDSHAKE_ACK or REATTACH_ACK.</summary>
    public ReadOnlySpan<byte> Ack(
        MessageType type,
        SessionId id,
        long stateVersion,
        ReadOnlySpan<byte> nonce,
        AckDetail detail,
        ReadOnlySpan<byte> mac = default
    )
    {
        Begin(type, id);
        if (detail < AckDetail.Bare)
        {
            WriteVersion(stateVersion);
        }

        WriteNonce(nonce, detail);
        if (detail == AckDetail.Full)
        {
            _json.WriteString(Note, type == MessageType.HandshakeAck ? Established : Reattached);
        }

        return End(mac);
    }

    /// <summary>Writes an ERROR; what says which message it answers is left out first.</summary>
    public ReadOnlySpan<byte> Error(in WireMessage error, SessionId? unknown, AckDetail detail)
    {
        Begin(MessageType.Error);
        _json.WriteString(Code, CodeNames.Encoded(error.Code));
        if (detail < AckDetail.Bare)
        {
            _json.WriteString(Reason, CodeNames.Encoded(error.Reason));
            WriteVersion(error.Has(Members.StateVersion) ? error.StateVersion : null);
        }

        if (unknown is { } id)
        {
            WriteId(id);
        }

        if (detail < AckDetail.WithoutNonce)
        {
            WriteDirection(error.Has(Members.Downlink));
            WriteSequence(error.Has(Members.Sequence) ? error.Sequence : null);
        }

        WriteNonce(error.Nonce, detail);
        return End();
    }

    /// <summary>Writes an ERROR that says which message it answers and carries a MAC, so none of its members is left out.</summary>
    public ReadOnlySpan<byte> SealedError(in WireMessage error, ReadOnlySpan<byte> mac)
    {
        Begin(MessageType.Error);
        _json.WriteString(Code, CodeNames.Encoded(error.Code));
        _json.WriteString(Reason, CodeNames.Encoded(error.Reason));
        WriteVersion(error.Has(Members.StateVersion) ? error.StateVersion : null);
        WriteDirection(error.Has(Members.Downlink));
        WriteSequence(error.Has(Members.Sequence) ? error.Sequence : null);
        WriteNonce(error.Nonce, AckDetail.Full);
        return End(mac);
    }

    private void WriteSequence(long? sequence)
    {
        if (sequence is { } number)
        {
            _json.WriteNumber(Sequence, number);
        }
    }

    /// <summary>Marks what belongs to the data from server to client: an echo of the other direction's is never taken for it.</summary>
    private void WriteDirection(bool down)
    {
        if (down)
        {
            _json.WriteString(Direction, "down"u8);
        }
    }

    private void WriteVersion(long? stateVersion)
    {
        if (stateVersion is { } version)
        {
            _json.WriteNumber(StateVersion, version);
        }
    }

    private void WriteNonce(ReadOnlySpan<byte> nonce, AckDetail detail)
    {
        if (detail < AckDetail.WithoutNonce && !nonce.IsEmpty)
        {
            _json.WriteString(Nonce, nonce);
        }
    }

    private void Begin(MessageType type)
    {
        _json.Begin();
        _json.WriteString(Type, TypeNames.Encoded(type));
    }

    private void Begin(MessageType type, SessionId id)
    {
        Begin(type);
        WriteId(id);
    }

    private void WriteId(SessionId id)
    {
        Span<byte> text = stackalloc byte[SessionId.TextLength];
        id.WriteUtf8(text);
        _json.WriteString(Session, text);
    }

    private ReadOnlySpan<byte> End(ReadOnlySpan<byte> mac = default)
    {
        if (!mac.IsEmpty)
        {
            _json.WriteString(Mac, mac);
        }

        return _json.End();
    }
}
