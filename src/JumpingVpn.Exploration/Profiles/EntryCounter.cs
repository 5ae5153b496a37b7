using JumpingVpn.Network.Adversary;

namespace JumpingVpn.Exploration.Profiles;

/// <summary>Notes each datagram that enters one direction of a link.</summary>
internal sealed class EntryCounter(Action<TimeSpan> note) : IInterceptor
{
    public Interception OnDatagram(in InterceptedDatagram datagram)
    {
        note(datagram.At);
        return Interception.Pass;
    }
}
