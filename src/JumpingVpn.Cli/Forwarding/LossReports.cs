using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Forwarding;

/// <summary>Counts what is not forwarded, and reports each reason at most once a second: a flood of losses is not a flood of
/// events.</summary>
/// <remarks>Thread rule: one thread at a time.</remarks>
/// <param name="record">Takes the events.</param>
internal sealed class LossReports(Action<IAuditEvent> record)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly long[] _unsaid = new long[Enum.GetValues<ForwardLoss>().Length];
    private readonly TimeSpan?[] _saidAt = new TimeSpan?[Enum.GetValues<ForwardLoss>().Length];

    /// <summary>How many datagrams were not forwarded.</summary>
    public long Total { get; private set; }

    /// <summary>One more was not.</summary>
    public void Count(ForwardLoss why, TimeSpan now)
    {
        Total++;
        _unsaid[(int)why]++;
        if (_saidAt[(int)why] is not { } said || now - said >= Pace)
        {
            Say(why, now);
        }
    }

    /// <summary>Says what is not said yet.</summary>
    public void SayRest(TimeSpan now)
    {
        foreach (ForwardLoss why in Enum.GetValues<ForwardLoss>().Where(why => _unsaid[(int)why] > 0))
        {
            Say(why, now);
        }
    }

    private void Say(ForwardLoss why, TimeSpan now)
    {
        record(new DatagramsLost(why, _unsaid[(int)why]));
        _unsaid[(int)why] = 0;
        _saidAt[(int)why] = now;
    }
}
