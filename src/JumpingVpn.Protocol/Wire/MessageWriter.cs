using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace JumpingVpn.Protocol.Wire;

/// <summary>
/// Writes messages as compact JSON into one reused buffer. Each method returns the datagram, valid until the next call.
/// </summary>
internal sealed class MessageWriter : IDisposable
{
    private static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    private static readonly JsonEncodedText Session = JsonEncodedText.Encode("session_id");
    private static readonly JsonEncodedText Note = JsonEncodedText.Encode("note");
    private static readonly JsonEncodedText Payload = JsonEncodedText.Encode("payload");
    private static readonly JsonEncodedText Sequence = JsonEncodedText.Encode("seq");
    private static readonly JsonEncodedText Nonce = JsonEncodedText.Encode("nonce");
    private static readonly JsonEncodedText Proof = JsonEncodedText.Encode("proof");
    private static readonly JsonEncodedText StateVersion = JsonEncodedText.Encode("state_version");
    private static readonly JsonEncodedText Code = JsonEncodedText.Encode("code");
    private static readonly JsonEncodedText Reason = JsonEncodedText.Encode("reason");
    private static readonly JsonEncodedText Established = JsonEncodedText.Encode("session established");
    private static readonly JsonEncodedText Reattached = JsonEncodedText.Encode("transport reattached");

    // The datagram is not embedded in HTML, so only what JSON itself demands is escaped: a third of the bytes in non-Latin text.
    private static readonly JsonWriterOptions Compact =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json;

    public MessageWriter() => _json = new Utf8JsonWriter(_buffer, Compact);

    public void Dispose() => _json.Dispose();

    public ReadOnlySpan<byte> HandshakeInit(ReadOnlySpan<byte> nonce)
    {
        Begin(MessageType.HandshakeInit);
        _json.WriteString(Nonce, nonce);
        return End();
    }

    public ReadOnlySpan<byte> Data(SessionId id, long sequence, ReadOnlySpan<byte> payload)
    {
        Begin(MessageType.Data, id);
        _json.WriteNumber(Sequence, sequence);
        _json.WriteString(Payload, payload);
        return End();
    }

    public ReadOnlySpan<byte> DataAck(SessionId id, long? sequence)
    {
        Begin(MessageType.DataAck, id);
        if (sequence is { } echoed)
        {
            _json.WriteNumber(Sequence, echoed);
        }

        return End();
    }

    /// <summary>Writes KEEPALIVE or KEEPALIVE_ACK.</summary>
    public ReadOnlySpan<byte> Keepalive(MessageType type, SessionId id, long sequence)
    {
        Begin(type, id);
        _json.WriteNumber(Sequence, sequence);
        return End();
    }

    public ReadOnlySpan<byte> Terminate(SessionId id, ReasonCode reason)
    {
        Begin(MessageType.Terminate, id);
        _json.WriteString(Reason, CodeNames.Encoded(reason));
        return End();
    }

    public ReadOnlySpan<byte> ReattachRequest(SessionId id, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> proof, long? stateVersion)
    {
        Begin(MessageType.ReattachRequest, id);
        _json.WriteString(Nonce, nonce);
        _json.WriteString(Proof, proof);
        WriteVersion(stateVersion);
        return End();
    }

    /// <summary>Writes HANDSHAKE_ACK or REATTACH_ACK.</summary>
    public ReadOnlySpan<byte> Ack(MessageType type, SessionId id, long stateVersion, ReadOnlySpan<byte> nonce, AckDetail detail)
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

        return End();
    }

    public ReadOnlySpan<byte> Error(RefusalCode code, ReasonCode reason, long? stateVersion, ReadOnlySpan<byte> nonce, AckDetail detail)
    {
        Begin(MessageType.Error);
        _json.WriteString(Code, CodeNames.Encoded(code));
        if (detail < AckDetail.Bare)
        {
            _json.WriteString(Reason, CodeNames.Encoded(reason));
            WriteVersion(stateVersion);
        }

        WriteNonce(nonce, detail);
        return End();
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
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString(Type, TypeNames.Encoded(type));
    }

    private void Begin(MessageType type, SessionId id)
    {
        Begin(type);
        Span<byte> text = stackalloc byte[SessionId.TextLength];
        id.WriteUtf8(text);
        _json.WriteString(Session, text);
    }

    private ReadOnlySpan<byte> End()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan;
    }
}
