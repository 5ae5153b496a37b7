using JumpingVpn.Cli.Stun;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Cli.NatCheck;

/// <summary>
/// Finds out how the NAT between this machine and a STUN server behaves, after the method of RFC 5780. It asks as the prober of the
/// simulator does, but hears only what comes back inside, so some answers stay open; those say why.
/// </summary>
/// <param name="options">Whom to ask, and for how long.</param>
/// <param name="bench">The sockets.</param>
/// <param name="progress">Is told, in a few words, what is looked at.</param>
internal sealed class StunProber(NatCheckOptions options, StunBench bench, Action<string> progress)
{
    private const int Flows = 6;

    /// <summary>Makes the whole check.</summary>
    /// <returns>Null if the server does not answer.</returns>
    /// <exception cref="OperationCanceledException">The check is to stop.</exception>
    /// <exception cref="IOException">No more sockets can be opened.</exception>
    public async Task<NatFindings?> ProbeAsync()
    {
        progress($"asking {options.Server}");
        StunSocket first = bench.Open();
        StunReply? answer = await bench.AskAsync(first, options.Server, StunMessage.NewRequest());
        if (answer?.Message.Mapped is not { } external)
        {
            return null;
        }

        var map = ServerMap.Of(options, answer.Message);

        // The ports come first: their pattern shows best while nothing else has taken or freed any.
        progress("ports");
        List<(ushort Inside, TransportAddress External)> flows = await CollectFlowsAsync();
        progress("mapping");
        NatFinding<EndpointDependence> mapping = await FindMappingAsync(map);
        progress("filtering");
        NatFinding<EndpointDependence> filtering = await FindFilteringAsync();
        progress("hairpinning");
        NatFinding<HairpinBehavior> hairpin = await new HairpinProbe(options.Server, bench).FindAsync(map, mapping, filtering);
        LifetimeFindings lifetimes = await new LifetimeProbe(options, bench, progress).FindAsync();
        return new NatFindings
        {
            Server = options.Server,
            Local = first.Address,
            External = external,
            Origin = answer.Message.Origin,
            Mapping = mapping,
            Filtering = filtering,
            Ports = PortPattern.Of(flows),
            Pooling = PoolingOf([.. flows.Select(flow => flow.External)]),
            Hairpin = hairpin,
            UnansweredLifetime = lifetimes.Unanswered,
            AnsweredLifetime = lifetimes.Answered,
            OutboundRefresh = lifetimes.OutboundRefresh,
            InboundRefresh = lifetimes.InboundRefresh,
        };
    }

    private static NatFinding<AddressPooling> PoolingOf(List<TransportAddress> externals) =>
        externals.Exists(external => !external.SameHost(externals[0]))
            ? Found.One(AddressPooling.Arbitrary)
            : Found.OneOf("one external address was seen", AddressPooling.Paired, AddressPooling.Single);

    private async Task<List<(ushort Inside, TransportAddress External)>> CollectFlowsAsync()
    {
        List<(ushort, TransportAddress)> flows = [];
        for (int i = 0; i < Flows; i++)
        {
            StunSocket inside = bench.Open();
            if (await bench.SeenAsync(inside, options.Server) is { } external)
            {
                flows.Add((inside.Address.Port, external));
            }
        }

        return flows;
    }

    private async Task<NatFinding<EndpointDependence>> FindMappingAsync(ServerMap map)
    {
        StunSocket inside = bench.Open();
        TransportAddress? first = await bench.SeenAsync(inside, options.Server);
        TransportAddress? otherPort = map.OtherPort is { } port ? await bench.SeenAsync(inside, port) : null;
        TransportAddress? otherHost = map.OtherAddress is { } host ? await bench.SeenAsync(inside, host) : null;
        return (otherPort == first, otherHost == first) switch
        {
            _ when first is null => Found.Nothing<EndpointDependence>("the server has stopped answering"),
            (false, _) when otherPort is not null => Found.One(EndpointDependence.AddressAndPortDependent),
            (true, false) when otherHost is not null => Found.One(EndpointDependence.AddressDependent),
            (_, true) => Found.One(EndpointDependence.EndpointIndependent),
            (true, _) => Found.OneOf(map.WhyNoOtherAddress, EndpointDependence.EndpointIndependent, EndpointDependence.AddressDependent),
            (_, false) when otherHost is not null => Found.OneOf(
                map.WhyNoOtherPort,
                EndpointDependence.AddressDependent,
                EndpointDependence.AddressAndPortDependent
            ),
            _ => Found.Nothing<EndpointDependence>(map.WhyNoOtherAddress),
        };
    }

    /// <summary>Each question has its own socket: an answer that came in would have opened the way for the next.</summary>
    private async Task<NatFinding<EndpointDependence>> FindFilteringAsync()
    {
        StunReply?[] answers = await Task.WhenAll(AskFromElsewhereAsync(otherAddress: true), AskFromElsewhereAsync(otherAddress: false));
        return answers switch
        {
            [{ Message.ErrorCode: { } }, { Message.ErrorCode: { } }] => Found.Nothing<EndpointDependence>(
                "the server answers from no other address or port; RFC 5780 says how it could"
            ),
            [{ Message.Kind: StunKind.Success }, _] => Found.One(EndpointDependence.EndpointIndependent),
            [{ Message.ErrorCode: { } }, { }] => Found.OneOf(
                "the server has one address; it takes another to tell them apart",
                EndpointDependence.EndpointIndependent,
                EndpointDependence.AddressDependent
            ),
            [_, { Message.Kind: StunKind.Success }] => Found.One(EndpointDependence.AddressDependent),
            _ => Found.One(EndpointDependence.AddressAndPortDependent),
        };
    }

    private async Task<StunReply?> AskFromElsewhereAsync(bool otherAddress)
    {
        StunSocket inside = bench.Open();
        await bench.SeenAsync(inside, options.Server);
        StunMessage request = StunMessage.NewRequest() with { ChangePort = true, ChangeAddress = otherAddress };
        StunReply? reply = await bench.AskAsync(inside, options.Server, request);

        // A server that does not know the request by this name answers it from where it was asked, which says nothing.
        return reply is { Message.Kind: StunKind.Success } && reply.Source == options.Server
            ? reply with
            {
                Message = reply.Message with { Kind = StunKind.Error, ErrorCode = 420 },
            }
            : reply;
    }
}
