using System.Text;
using JumpingVpn.Protocol.Driving;

namespace JumpingVpn.Protocol.Tests.Driving;

/// <summary>Keeps what it is told; payloads as text.</summary>
internal sealed class ListSink : ISessionEventSink
{
    public List<SessionEvent> Events { get; } = [];

    public List<string> Payloads { get; } = [];

    public IEnumerable<SessionEventKind> Kinds => Events.Select(static e => e.Kind);

    public Action<SessionEvent>? Also { get; set; }

    public void OnEvent(in SessionEvent e)
    {
        Events.Add(e with { Payload = default });
        if (e.Kind == SessionEventKind.DataAccepted)
        {
            Payloads.Add(Encoding.UTF8.GetString(e.Payload.Span));
        }

        Also?.Invoke(e);
    }
}
