using JumpingVpn.Datagrams;

namespace JumpingVpn.Exploration.Importing;

/// <summary>What one inside endpoint and one remote have said to each other through a NAT.</summary>
internal sealed class NatFlow(TransportAddress external)
{
    public TransportAddress External { get; private set; } = external;

    public bool IsAnswered { get; private set; }

    /// <summary>When something passed last, either way.</summary>
    public TimeSpan LastAt { get; private set; }

    /// <summary>When the inside sent last.</summary>
    public TimeSpan LastSentAt { get; private set; }

    public void Sent(TimeSpan at) => (LastAt, LastSentAt) = (at, at);

    public void Answered(TimeSpan at) => (LastAt, IsAnswered) = (at, true);

    public void Rebind(TransportAddress another) => (External, IsAnswered) = (another, false);
}
