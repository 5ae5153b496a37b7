using JumpingVpn.Lab;

namespace JumpingVpn.Exploration.Faults;

/// <summary>The words that the sentences of faults share.</summary>
internal static class FaultWords
{
    public static string Of(LinkWays way) => way == LinkWays.Up ? "uplink" : "downlink";
}
