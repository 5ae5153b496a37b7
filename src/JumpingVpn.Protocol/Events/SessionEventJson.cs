using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol;

/// <summary>
/// Writes events as the prototype does: one JSON object, <c>ts_ms</c> and <c>event</c> first, then the event's own members in a fixed
/// order. The same event gives the same bytes in every process and culture.
/// </summary>
/// <remarks>Thread rule: one thread at a time; the buffer is reused.</remarks>
public sealed class SessionEventJson : IDisposable
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json;
    private readonly bool _withPayload;
    private readonly Func<TransportAddress, string> _addressText;

    /// <summary>Creates a writer.</summary>
    /// <param name="withPayload">Whether the text of accepted data is written; it may be confidential, so it must be asked for.</param>
    /// <param name="addressText">How an address is written; null for <c>ip:port</c>.</param>
    public SessionEventJson(bool withPayload, Func<TransportAddress, string>? addressText = null)
    {
        _withPayload = withPayload;
        _addressText = addressText ?? (static address => address.ToString());
        _json = new Utf8JsonWriter(_buffer, Compact);
    }

    /// <summary>Writes one event, without a line end. The span is valid until the next call.</summary>
    /// <param name="e">The event.</param>
    /// <param name="timestampMilliseconds">The <c>ts_ms</c> member: Unix time on a live system, virtual time in a simulation.</param>
    public ReadOnlySpan<byte> Write(in SessionEvent e, long timestampMilliseconds)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("ts_ms", timestampMilliseconds);
        _json.WriteString("event", e.Kind.ToString());
        WriteMembers(e);
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan;
    }

    /// <summary>Writes one event as text, without a line end.</summary>
    /// <inheritdoc cref="Write"/>
    public string WriteText(in SessionEvent e, long timestampMilliseconds) => Encoding.UTF8.GetString(Write(e, timestampMilliseconds));

    /// <summary>Releases the writer.</summary>
    public void Dispose() => _json.Dispose();

    private void WriteMembers(in SessionEvent e)
    {
        switch (e.Kind)
        {
            case SessionEventKind.ServerStart:
                Address("bind", e.Transport);
                _json.WriteNumber("ttl_sec", e.Duration.Ticks / (decimal)TimeSpan.TicksPerSecond);
                break;
            case SessionEventKind.ServerStop:
                WriteStop(e);
                break;
            case SessionEventKind.ClientStart:
                Address("local", e.Transport);
                Address("server", e.PreviousTransport);
                break;
            case SessionEventKind.SimulateTransportDeath or SessionEventKind.NewTransportCreated:
                Address("local", e.Transport);
                break;
            case SessionEventKind.SessionCreated or SessionEventKind.SessionEstablished:
                Session(e);
                Address("transport", e.Transport);
                break;
            case SessionEventKind.ClientDone:
                Session(e);
                break;
            case SessionEventKind.KeepaliveAccepted or SessionEventKind.DownlinkRoundtrip:
                Session(e);
                Address("transport", e.Transport);
                _json.WriteNumber("seq", e.Sequence);
                break;
            case SessionEventKind.DataAccepted or SessionEventKind.DownlinkAccepted:
                WriteDataAccepted(e);
                break;
            case SessionEventKind.DataRoundtrip:
                _json.WriteNumber("seq", e.Sequence);
                _json.WriteString("ack", "DATA_ACK");
                Session(e);
                break;
            case SessionEventKind.DataRejected or SessionEventKind.MessageRejected:
                WriteDataRejected(e);
                break;
            case SessionEventKind.TransportSwitch:
                WriteSwitch(e);
                break;
            case SessionEventKind.ReattachResult:
                WriteReattachResult(e);
                break;
            case SessionEventKind.ReattachRejected or SessionEventKind.UnknownMessage:
                Refusal(e);
                Session(e);
                Address("from_addr", e.Transport);
                break;
            default:
                WriteOwn(e);
                break;
        }
    }

    private void WriteOwn(in SessionEvent e)
    {
        Session(e);
        switch (e.Kind)
        {
            case SessionEventKind.StateChange:
                _json.WriteString("from", CodeNames.Encoded(e.From));
                _json.WriteString("to", CodeNames.Encoded(e.To));
                WriteTransitionReason(e);
                _json.WriteNumber("state_version", e.StateVersion);
                break;
            case SessionEventKind.SessionExpired or SessionEventKind.SessionTerminated:
                WriteTransitionReason(e);
                if (e.Code != RefusalCode.None)
                {
                    _json.WriteString("code", CodeNames.Encoded(e.Code));
                }

                if (e.Reason != ReasonCode.None)
                {
                    _json.WriteString("detail", CodeNames.Encoded(e.Reason));
                }

                _json.WriteNumber("lifetime_ms", e.Duration.Ticks / TimeSpan.TicksPerMillisecond);
                _json.WriteNumber("switches", e.Switches);
                break;
            case SessionEventKind.DataFailed:
                _json.WriteNumber("seq", e.Sequence);
                _json.WriteString("reason", CodeNames.Encoded(e.Reason));
                break;
            case SessionEventKind.SecurityEvent:
                _json.WriteString("violation", CodeNames.Encoded(e.Reason));
                Address("from_addr", e.Transport);
                if (e.Reason == ReasonCode.Race)
                {
                    Address("other_addr", e.PreviousTransport);
                }

                break;
            case SessionEventKind.RateLimited:
                Refusal(e);
                Address("from_addr", e.Transport);
                _json.WriteNumber("limit", e.Limit);
                _json.WriteNumber("count", e.Observed);
                break;
            case SessionEventKind.PolicyEvent:
                _json.WriteString("reason", CodeNames.Encoded(e.Reason));
                _json.WriteNumber("limit", e.Limit);
                _json.WriteNumber("observed", e.Observed);
                break;
        }
    }

    private void WriteStop(in SessionEvent e)
    {
        Address("bind", e.Transport);
        _json.WriteNumber("uptime_ms", e.Duration.Ticks / TimeSpan.TicksPerMillisecond);
        _json.WriteNumber("sessions_created", e.Limit);
        _json.WriteNumber("sessions_ended_by_stop", e.Observed);
        _json.WriteNumber("data_delivered", e.Sequence);
        _json.WriteNumber("switches", e.Switches);
    }

    private void WriteDataAccepted(in SessionEvent e)
    {
        Session(e);
        Address("transport", e.Transport);
        if (e.Sequence != 0)
        {
            _json.WriteNumber("seq", e.Sequence);
        }

        if (_withPayload)
        {
            _json.WriteString("payload", e.Payload.Span);
        }
    }

    private void WriteDataRejected(in SessionEvent e)
    {
        Refusal(e);
        Session(e);
        Address("from_addr", e.Transport);
        if (e.Code == RefusalCode.WrongTransport)
        {
            Address("expected", e.PreviousTransport);
            Address("got", e.Transport);
        }
    }

    private void WriteSwitch(in SessionEvent e)
    {
        Session(e);
        Address("from_transport", e.PreviousTransport);
        Address("to_transport", e.Transport);
        _json.WriteString("reason", CodeNames.Encoded(e.Reason));
        _json.WriteBoolean("explicit", true);
        _json.WriteBoolean("auditable", true);
        _json.WriteNumber("state_version", e.StateVersion);
    }

    /// <summary>The answer as an object, as the prototype prints what it received.</summary>
    private void WriteReattachResult(in SessionEvent e)
    {
        bool answered = e.Reason != ReasonCode.NoAnswer;
        bool accepted = e.Code == RefusalCode.None && e.Reason == ReasonCode.None;
        if (!answered)
        {
            _json.WriteNull("response");
            _json.WriteString("reason", CodeNames.Encoded(e.Reason));
        }
        else
        {
            _json.WriteStartObject("response");
            _json.WriteString("type", accepted ? "REATTACH_ACK" : "ERROR");
            if (!accepted)
            {
                _json.WriteString("code", CodeNames.Encoded(e.Code));
                Refusal(e);
            }

            Session(e);
            _json.WriteEndObject();
        }
    }

    private void WriteTransitionReason(in SessionEvent e)
    {
        bool refused = e.TransitionReason == TransitionReason.ReattachRefused && e.Code != RefusalCode.None;
        _json.WriteString("reason", refused ? CodeNames.Encoded(e.Code) : CodeNames.Encoded(e.TransitionReason));
    }

    private void Refusal(in SessionEvent e)
    {
        if (e.Reason != ReasonCode.None)
        {
            _json.WriteString("reason", CodeNames.Encoded(e.Reason));
        }
    }

    private void Session(in SessionEvent e)
    {
        if (e.SessionId is { } id)
        {
            Span<byte> text = stackalloc byte[Protocol.SessionId.TextLength];
            id.WriteUtf8(text);
            _json.WriteString("session_id", text);
        }
    }

    private void Address(string member, in TransportAddress address) => _json.WriteString(member, _addressText(address));
}
