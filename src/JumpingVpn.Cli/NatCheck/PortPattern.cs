using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Cli.NatCheck;

/// <summary>Reads off the ports of fresh flows, in their order, how a NAT picks them.</summary>
internal static class PortPattern
{
    private const int Fewest = 3;

    /// <summary>Judges the flows of one host.</summary>
    public static NatFinding<PortAssignment> Of(IReadOnlyList<(ushort Inside, TransportAddress External)> flows)
    {
        if (flows.Count < Fewest)
        {
            return Found.Nothing<PortAssignment>("too few flows were answered");
        }

        bool inTurn = flows.Zip(flows.Skip(1)).All(pair => pair.Second.External.Port == pair.First.External.Port + 1);
        return flows.Count(flow => flow.Inside == flow.External.Port) > flows.Count / 2
                ? Found.OneOf(
                    "it takes a second host to see whether two are given the same port",
                    PortAssignment.PreserveIfFree,
                    PortAssignment.AlwaysPreserve
                )
            : inTurn
                ? Found.OneOf(
                    "a second host is needed to see whether each has its own block",
                    PortAssignment.Sequential,
                    PortAssignment.HostBlock
                )
            : Found.One(PortAssignment.Random);
    }
}
