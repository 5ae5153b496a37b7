using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Refusals;

/// <summary>Tells that a target refuses: at once, and once until it answers.</summary>
/// <remarks>Thread rule: any thread.</remarks>
/// <param name="target">The target.</param>
/// <param name="record">Takes the event.</param>
internal sealed class RefusalWatch(TransportAddress target, Action<IAuditEvent> record)
{
    private int _refuses;

    /// <summary>Whether the target refused, and has not answered since.</summary>
    public bool Refuses => Volatile.Read(ref _refuses) != 0;

    /// <summary>Somebody refused a datagram.</summary>
    /// <param name="destination">Where it went; what is not the target is no matter.</param>
    public void OnRefused(TransportAddress destination)
    {
        if (destination == target)
        {
            OnRefused();
        }
    }

    /// <summary>The target refused a datagram.</summary>
    public void OnRefused()
    {
        if (Interlocked.Exchange(ref _refuses, 1) == 0)
        {
            record(new TargetRefused(target));
        }
    }

    /// <summary>The target has sent something.</summary>
    public void OnAnswer()
    {
        if (Refuses)
        {
            Volatile.Write(ref _refuses, 0);
        }
    }
}
