namespace JumpingVpn.Protocol.Policy;

/// <summary>The settings of a client that roams over several networks.</summary>
internal static class RoamingPolicy
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private static readonly PolicyRows<RoamingOptions> Rows = new(PolicySide.Roaming);

    public static readonly PolicySetting<RoamingOptions>[] Settings =
    [
        Rows.Duration(
            "path-penalty",
            Shortest,
            TenMinutes,
            o => o.PathPenalty,
            (o, v) => o with { PathPenalty = v },
            "How long a network that failed is avoided; each failure in a row doubles it."
        ),
        Rows.Duration(
            "maximum-path-penalty",
            Shortest,
            Day,
            o => o.MaximumPathPenalty,
            (o, v) => o with { MaximumPathPenalty = v },
            "The longest time for which a network is avoided, and for which its measurements count; not shorter than path-penalty."
        ),
        Rows.Duration(
            "return-stability",
            TimeSpan.Zero,
            TenMinutes,
            o => o.ReturnStability,
            (o, v) => o with { ReturnStability = v },
            "How long a preferred network must have been available without a penalty before the session returns to it."
        ),
    ];
}
