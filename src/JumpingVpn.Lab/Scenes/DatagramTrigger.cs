using JumpingVpn.Network.Adversary;

namespace JumpingVpn.Lab.Scenes;

/// <summary>Stands on one direction of a link, lets everything pass, and calls back with one datagram.</summary>
internal sealed class DatagramTrigger(int nth, Action callback) : IInterceptor
{
    private int _seen;

    public Interception OnDatagram(in InterceptedDatagram datagram)
    {
        if (++_seen == nth)
        {
            callback();
        }

        return Interception.Pass;
    }
}
