namespace JumpingVpn.Protocol.Tests;

/// <summary>Zeros, whatever is asked for: no wait is shortened by jitter, so each ends at the tick that its bound names.</summary>
internal sealed class NoEntropy : IEntropySource
{
    public void Fill(Span<byte> destination) => destination.Clear();
}
