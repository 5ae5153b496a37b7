using JumpingVpn.Lab;

namespace JumpingVpn.Exploration.Importing;

/// <summary>One direction of the access link of a host or NAT.</summary>
/// <param name="Node">The host or NAT.</param>
/// <param name="Way">Up or down.</param>
internal readonly record struct LinkKey(string Node, LinkWays Way)
{
    /// <summary>As sentences say it.</summary>
    public override string ToString() => $"the {(Way == LinkWays.Up ? "uplink" : "downlink")} of \"{Node}\"";
}
