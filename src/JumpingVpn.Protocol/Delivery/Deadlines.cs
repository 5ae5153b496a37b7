namespace JumpingVpn.Protocol.Delivery;

/// <summary>Functions on deadlines that may be absent.</summary>
internal static class Deadlines
{
    /// <summary>The earliest of those that are present.</summary>
    public static TimeSpan? Earliest(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

    /// <inheritdoc cref="Earliest(TimeSpan?, TimeSpan?)"/>
    public static TimeSpan? Earliest(TimeSpan? one, TimeSpan? two, TimeSpan? three) => Earliest(Earliest(one, two), three);

    /// <summary>The longer of two waits.</summary>
    public static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>The later of two; absent if either is.</summary>
    public static TimeSpan? Latest(TimeSpan? one, TimeSpan? other) =>
        one is null || other is null ? null
        : one > other ? one
        : other;
}
