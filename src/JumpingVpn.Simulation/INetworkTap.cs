namespace JumpingVpn.Simulation;

/// <summary>
/// Watches every datagram at every place, as a wiretap, a capture or a trace does. Without taps the network pays nothing.
/// </summary>
public interface INetworkTap
{
    /// <summary>
    /// Called when it happens, in order. It may send and inject; it must not throw. Thread rule: the simulation's thread.
    /// </summary>
    /// <param name="hop">What happened where.</param>
    /// <param name="payload">Valid only during the call.</param>
    void OnHop(in NetworkHop hop, ReadOnlySpan<byte> payload);
}
