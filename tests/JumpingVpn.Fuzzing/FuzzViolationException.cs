namespace JumpingVpn.Fuzzing;

/// <summary>A datagram changed what no stranger's datagram may change.</summary>
/// <param name="message">What changed, in a sentence.</param>
public sealed class FuzzViolationException(string message) : Exception(message);
