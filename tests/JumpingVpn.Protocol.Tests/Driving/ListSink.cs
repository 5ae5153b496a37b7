using System.Text;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Driving;

/// <summary>Keeps what it is told; payloads as text.</summary>
internal sealed class ListSink : ISessionEventSink
{
    private readonly List<(Type Type, TimeSpan At)> _instants = [];

    public List<ISessionEvent> Events { get; } = [];

    public List<string> Payloads { get; } = [];

    public IEnumerable<SessionEventKind> Heard => Events.Select(static e => e.Kind);

    public Action<ISessionEvent>? Also { get; set; }

    public void OnEvent(ISessionEvent e, TimeSpan at)
    {
        Events.Add(e);
        _instants.Add((e.GetType(), at));
        if (e is DataAccepted data)
        {
            Payloads.Add(Encoding.UTF8.GetString(data.Payload.Span));
        }

        Also?.Invoke(e);
    }

    /// <summary>When the latest of these happened.</summary>
    public IEnumerable<TimeSpan> LatestOf<T>(int count) =>
        _instants.Where(heard => heard.Type == typeof(T)).TakeLast(count).Select(heard => heard.At);
}
