using System.Text;
using JumpingVpn.Lab.Wire;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Scenes;

/// <summary>All protocol events of one scene, in order, from every actor.</summary>
public sealed class EventLog : IDisposable
{
    private readonly ILab _lab;
    private readonly LabTrace _trace;
    private readonly List<RecordedEvent> _events = [];
    private readonly SessionEventJson _json;

    internal EventLog(ILab lab, LabTrace trace)
    {
        _lab = lab;
        _trace = trace;
        _json = new SessionEventJson(withPayload: true, address => lab.NameOf(address));
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<RecordedEvent> All => _events;

    /// <summary>Called after each event; null for nobody.</summary>
    internal Action<RecordedEvent>? Recorded { get; set; }

    /// <summary>What the monotonic clock of an actor's host shows.</summary>
    internal TimeSpan ClockOf(string actor) => new(_lab.Hosts.ClockOf(actor).GetTimestamp());

    /// <summary>The events of one kind that an actor emitted, from an event on.</summary>
    public IEnumerable<RecordedEvent> Of(string actor, SessionEventKind kind, int from = 0) =>
        _events.Skip(from).Where(recorded => recorded.Actor == actor && recorded.Event.Kind == kind);

    /// <inheritdoc cref="Of(string, SessionEventKind, int)"/>
    public IEnumerable<T> Of<T>(string actor, int from = 0)
        where T : struct, ISessionEvent =>
        _events.Skip(from).Where(recorded => recorded.Actor == actor).Select(recorded => recorded.Event).OfType<T>();

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <summary>A sink that records under an actor's name.</summary>
    internal ISessionEventSink SinkFor(string actor) => new Sink(this, actor);

    private void Record(string actor, ISessionEvent e)
    {
        byte[] json = _json.Write(e, (long)_lab.Now.TotalMilliseconds).ToArray();
        RecordedEvent recorded = new(_lab.Now, ClockOf(actor), actor, e, PayloadOf(e), json);
        _events.Add(recorded);
        _trace.Write(recorded);
        Recorded?.Invoke(recorded);
    }

    private static string PayloadOf(ISessionEvent e) =>
        e switch
        {
            DataAccepted data => Encoding.UTF8.GetString(data.Payload.Span),
            DownlinkAccepted data => Encoding.UTF8.GetString(data.Payload.Span),
            _ => "",
        };

    private sealed class Sink(EventLog log, string actor) : ISessionEventSink
    {
        public void OnEvent(ISessionEvent e, TimeSpan at) => log.Record(actor, e);
    }
}
