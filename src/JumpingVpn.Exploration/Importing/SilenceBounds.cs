namespace JumpingVpn.Exploration.Importing;

/// <summary>The silences that mappings of one kind have outlived, and those that have ended them.</summary>
internal sealed class SilenceBounds
{
    private static readonly TimeSpan[] Usual =
    [
        .. new[] { 20, 30, 60, 120, 180, 240, 300, 600, 3_600 }.Select(static s => TimeSpan.FromSeconds(s)),
    ];

    /// <summary>The longest that was outlived.</summary>
    public TimeSpan Outlived { get; private set; }

    /// <summary>The shortest that was not; null if none ended a mapping.</summary>
    public TimeSpan? Ended { get; private set; }

    public void Outlive(TimeSpan silence) => Outlived = silence > Outlived ? silence : Outlived;

    public void End(TimeSpan silence) => Ended = Ended is { } ended && ended < silence ? ended : silence;

    /// <summary>A lifetime that agrees with both: a usual one where one does; null if the capture tells nothing.</summary>
    /// <param name="otherwise">What a NAT has that says nothing: kept where it agrees.</param>
    public TimeSpan? Lifetime(TimeSpan otherwise)
    {
        if (Ended is null && Outlived < otherwise)
        {
            return null;
        }

        foreach (TimeSpan usual in Usual)
        {
            if (usual > Outlived && (Ended is null || usual <= Ended))
            {
                return usual;
            }
        }

        return Ended is { } ended && ended > Outlived ? ended : Outlived + TimeSpan.FromSeconds(1);
    }
}
