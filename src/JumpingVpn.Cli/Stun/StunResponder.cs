using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Stun;

/// <summary>
/// What a server of RFC 5780 answers, without any socket. It keeps nothing of those who ask. An answer goes to nobody but the address
/// that asked, there is one for each request at most, and it carries three addresses at most: 92 bytes with IPv6, on the wire 2.1 times
/// the shortest request.
/// </summary>
/// <param name="endpoints">
/// The address with its port, the same address with the other port, and where there is another address, that with the port and with the
/// other port: two or four.
/// </param>
internal sealed class StunResponder(IReadOnlyList<TransportAddress> endpoints)
{
    private const int OtherPort = 1;
    private const int OtherAddress = 2;
    private const int BadRequest = 400;
    private const int UnknownAttribute = 420;
    private const int FirstUnprivileged = 1_024;
    private const int MostNamed = 64;

    private bool HasOtherAddress => endpoints.Count > OtherAddress;

    /// <summary>Answers a datagram.</summary>
    /// <param name="datagram">Any bytes.</param>
    /// <param name="source">Where they came from.</param>
    /// <param name="arrivedAt">The number of the endpoint that they came to.</param>
    /// <returns>Null if they are no Binding request.</returns>
    public StunAnswer? Answer(ReadOnlySpan<byte> datagram, in TransportAddress source, int arrivedAt) =>
        StunReader.Read(datagram) is { Kind: StunKind.Request } request ? Answer(request, source, arrivedAt) : null;

    private StunAnswer Answer(StunMessage request, in TransportAddress source, int arrivedAt)
    {
        if (WhatIsNotUnderstood(request) is { Count: > 0 } unknown)
        {
            return Refuse(request, source, arrivedAt, UnknownAttribute, unknown);
        }

        // Well-known services of whoever has the address now are not to be answered in the name of a port that never asked.
        if (request.ResponsePort is { } port && port < FirstUnprivileged && port != source.Port)
        {
            return Refuse(request, source, arrivedAt, BadRequest, []);
        }

        int leaves = arrivedAt ^ (request.ChangePort ? OtherPort : 0) ^ (request.ChangeAddress ? OtherAddress : 0);
        var answer = new StunMessage(StunKind.Success, request.Transaction)
        {
            Mapped = source,
            Origin = endpoints[leaves],
            Other = HasOtherAddress ? endpoints[arrivedAt ^ OtherPort ^ OtherAddress] : null,
            AlternateServer = HasOtherAddress ? null : endpoints[arrivedAt ^ OtherPort],
        };
        return new StunAnswer(answer, leaves, source.WithPort(request.ResponsePort ?? source.Port));
    }

    private List<ushort> WhatIsNotUnderstood(StunMessage request) =>
        request.ChangeAddress && !HasOtherAddress ? [.. request.Unknown, (ushort)StunAttribute.ChangeRequest] : [.. request.Unknown];

    private static StunAnswer Refuse(StunMessage request, in TransportAddress source, int from, int code, List<ushort> unknown) =>
        new(
            new StunMessage(StunKind.Error, request.Transaction) { ErrorCode = code, Unknown = [.. unknown.Take(MostNamed)] },
            from,
            source
        );
}
