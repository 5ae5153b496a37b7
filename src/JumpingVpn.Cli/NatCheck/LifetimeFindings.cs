namespace JumpingVpn.Cli.NatCheck;

/// <summary>What was found out about the lifetime of mappings.</summary>
internal sealed record LifetimeFindings(
    NatFinding<LifetimeRange> Unanswered,
    NatFinding<LifetimeRange> Answered,
    NatFinding<bool> OutboundRefresh,
    NatFinding<bool> InboundRefresh
)
{
    /// <summary>Nothing was found out.</summary>
    public static LifetimeFindings None(string why) =>
        new(Found.Nothing<LifetimeRange>(why), Found.Nothing<LifetimeRange>(why), Found.Nothing<bool>(why), Found.Nothing<bool>(why));
}
