namespace JumpingVpn.Simulation.Tracing;

/// <summary>The names of hops in traces and reports. Others read them, so they are not made from the names in the code.</summary>
public static class HopNames
{
    /// <summary>The name of a kind: <c>nat-out</c> for <see cref="HopKind.NatOutbound"/>.</summary>
    public static string Of(HopKind kind) =>
        kind switch
        {
            HopKind.Sent => "sent",
            HopKind.Injected => "injected",
            HopKind.Link => "link",
            HopKind.Duplicated => "duplicated",
            HopKind.Corrupted => "corrupted",
            HopKind.Rewritten => "rewritten",
            HopKind.NatOutbound => "nat-out",
            HopKind.NatInbound => "nat-in",
            HopKind.NatHairpin => "nat-hairpin",
            HopKind.Delivered => "delivered",
            _ => "dropped",
        };
}
