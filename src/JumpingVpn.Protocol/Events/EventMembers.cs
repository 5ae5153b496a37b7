using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>Takes the members of one line of the audit stream, in the order in which they are to stand there.</summary>
/// <remarks>Thread rule: one thread at a time.</remarks>
public sealed class EventMembers : IDisposable
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json;
    private readonly bool _withPayload;
    private readonly Func<TransportAddress, string> _addressText;

    internal EventMembers(bool withPayload, Func<TransportAddress, string> addressText)
    {
        _withPayload = withPayload;
        _addressText = addressText;
        _json = new Utf8JsonWriter(_buffer, Compact);
    }

    /// <summary>The session as <c>session_id</c>; nothing if there is none.</summary>
    public void Session(SessionId? session)
    {
        if (session is { } id)
        {
            Span<byte> text = stackalloc byte[SessionId.TextLength];
            id.WriteUtf8(text);
            _json.WriteString("session_id", text);
        }
    }

    /// <summary>An address, as the line's reader knows it.</summary>
    public void Address(string member, in TransportAddress address) => _json.WriteString(member, _addressText(address));

    /// <summary>A whole number.</summary>
    public void Number(string member, long value) => _json.WriteNumber(member, value);

    /// <summary>Seconds, with as many digits behind the point as they need.</summary>
    public void Seconds(string member, TimeSpan value) => _json.WriteNumber(member, value.Ticks / (decimal)TimeSpan.TicksPerSecond);

    /// <summary>True or false.</summary>
    public void Flag(string member, bool value) => _json.WriteBoolean(member, value);

    /// <summary>A text of the program's own, which is escaped as JSON demands.</summary>
    public void Text(string member, string value) => _json.WriteString(member, value);

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <summary>A name of the protocol's.</summary>
    internal void Text(string member, JsonEncodedText value) => _json.WriteString(member, value);

    /// <summary>A member that is there and has no value.</summary>
    internal void Nothing(string member) => _json.WriteNull(member);

    /// <summary>Why something was refused, as <c>reason</c>; nothing if there is no reason.</summary>
    internal void Refusal(ReasonCode reason)
    {
        if (reason != ReasonCode.None)
        {
            Text("reason", CodeNames.Encoded(reason));
        }
    }

    /// <summary>Why a state changed, as <c>reason</c>: the refusal's own code where a refused reattach is why.</summary>
    internal void Cause(TransitionReason cause, RefusalCode code)
    {
        bool refused = cause == TransitionReason.ReattachRefused && code != RefusalCode.None;
        Text("reason", refused ? CodeNames.Encoded(code) : CodeNames.Encoded(cause));
    }

    /// <summary>What was delivered, where the reader asked for it: it may be confidential.</summary>
    internal void Payload(ReadOnlySpan<byte> utf8)
    {
        if (_withPayload)
        {
            _json.WriteString("payload", utf8);
        }
    }

    /// <summary>A message that was delivered: its session, its sender, its number where it has one, and what it says.</summary>
    internal void Accepted(SessionId session, in TransportAddress from, long sequence, ReadOnlySpan<byte> payload)
    {
        Session(session);
        Address("transport", from);
        if (sequence != 0)
        {
            Number("seq", sequence);
        }

        Payload(payload);
    }

    /// <summary>A message that was refused, and, where it came from elsewhere than the bound address, both.</summary>
    internal void Rejected(SessionId? session, in TransportAddress from, in TransportAddress bound, RefusalCode code, ReasonCode reason)
    {
        Refusal(reason);
        Session(session);
        Address("from_addr", from);
        if (code == RefusalCode.WrongTransport)
        {
            Address("expected", bound);
            Address("got", from);
        }
    }

    /// <summary>Begins an object, whose members follow.</summary>
    internal void Begin(string member) => _json.WriteStartObject(member);

    /// <summary>Ends it.</summary>
    internal void End() => _json.WriteEndObject();

    /// <summary>Writes a whole line; the span is valid until the next call.</summary>
    internal ReadOnlySpan<byte> WriteLine(IAuditEvent e, long timestampMilliseconds)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("ts_ms", timestampMilliseconds);
        _json.WriteString("event", e.Name);
        e.WriteMembers(this);
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan;
    }
}
