using JumpingVpn.Cli.Stun;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Cli.NatCheck;

/// <summary>Sends from one socket inside to the external endpoint of another.</summary>
/// <param name="server">Shows the external endpoints.</param>
/// <param name="bench">The sockets.</param>
internal sealed class HairpinProbe(TransportAddress server, StunBench bench)
{
    /// <summary>Looks whether it comes back, and whose it seems to be.</summary>
    /// <param name="map">Whether the external endpoints can be addressed from here.</param>
    /// <param name="mapping">What hides a hairpin.</param>
    /// <param name="filtering">What hides a hairpin.</param>
    public async Task<NatFinding<HairpinBehavior>> FindAsync(
        ServerMap map,
        NatFinding<EndpointDependence> mapping,
        NatFinding<EndpointDependence> filtering
    )
    {
        if (map.IsRelayed)
        {
            return Found.Nothing<HairpinBehavior>("the server is reached through a relay, but external endpoints are reached around it");
        }

        StunSocket one = bench.Open();
        StunSocket other = bench.Open();
        if (await bench.SeenAsync(one, server) is not { } externalOfOne || await bench.SeenAsync(other, server) is not { } externalOfOther)
        {
            return Found.Nothing<HairpinBehavior>("the server has stopped answering");
        }

        if (externalOfOne == one.Address)
        {
            return Found.Nothing<HairpinBehavior>("addresses are not translated");
        }

        // The first may only open the filter for the second.
        StunReply? back =
            await bench.AskAsync(one, externalOfOther, StunMessage.NewRequest())
            ?? await bench.AskAsync(other, externalOfOne, StunMessage.NewRequest());
        if (back is not null)
        {
            return Found.One(back.Source.SameHost(one.Address) ? HairpinBehavior.InternalSource : HairpinBehavior.ExternalSource);
        }

        bool isHidden =
            !mapping.Possible.Contains(EndpointDependence.EndpointIndependent)
            && !filtering.Possible.Contains(EndpointDependence.EndpointIndependent);
        return isHidden
            ? Found.OneOf(
                "nothing came back, but the filtering would have stopped it in any case",
                HairpinBehavior.Off,
                HairpinBehavior.ExternalSource,
                HairpinBehavior.InternalSource
            )
            : Found.One(HairpinBehavior.Off);
    }
}
