namespace JumpingVpn.Network.Impairments;

/// <summary>What one link remembers of its <see cref="LossModel"/>.</summary>
internal abstract class LossProcess
{
    /// <summary>Decides over the next datagram.</summary>
    public abstract bool Loses(TimeSpan now);
}
