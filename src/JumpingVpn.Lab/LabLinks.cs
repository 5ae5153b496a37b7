using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Lab;

/// <summary>The names under which both carriers draw the fates of an access link, so that the same seed gives the same fates.</summary>
internal static class LabLinks
{
    /// <summary>The public network, in the labels of links.</summary>
    public const string Internet = "internet";

    /// <summary>One direction of a link: what <c>SimulatedNetwork</c> calls <c>link:from>to/</c>.</summary>
    public static RandomSource Direction(in RandomSource streams, string from, string to) =>
        streams.Within("link:").Within(from).Within(">").Within(to).Within("/");
}
