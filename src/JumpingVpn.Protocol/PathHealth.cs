namespace JumpingVpn.Protocol;

/// <summary>How well the present path works, as the client measures it on its own traffic since the path was taken.</summary>
/// <param name="LossPartsPerMillion">The share of the latest transmissions that got no answer, given for one direction;
/// both are assumed to lose equally.</param>
/// <param name="RoundTrip">The smoothed round-trip time (RFC 6298 section 2); null before the first measurement.</param>
/// <param name="Jitter">The smoothed variation from one round trip to the next, as RFC 3550 section 6.4.1 smooths it.</param>
/// <param name="Samples">How many transmissions the share of loss is taken from.</param>
public readonly record struct PathHealth(int LossPartsPerMillion, TimeSpan? RoundTrip, TimeSpan Jitter, int Samples);
