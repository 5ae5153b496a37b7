using JumpingVpn.Lab;
using JumpingVpn.Simulation;

namespace JumpingVpn.Cli.Reporting;

/// <summary>What happens on a network, in the words of the report's data.</summary>
internal static class HopWords
{
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

    public static string Of(SceneNodeKind kind) =>
        kind switch
        {
            SceneNodeKind.Host => "host",
            SceneNodeKind.Interface => "interface",
            _ => "nat",
        };

    public static string Of(SceneChange change) =>
        change switch
        {
            SceneChange.LinkDown => "link down",
            SceneChange.LinkUp => "link up",
            SceneChange.LinkChanged => "link changed",
            _ => change.ToString().ToLowerInvariant(),
        };
}
