using System.Globalization;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Simulation.Tracing;

/// <summary>
/// Writes what a simulated network carries as a capture in pcapng, for Wireshark and its like: one interface for each hop side, so
/// that the inside and the outside of a NAT are two, virtual timestamps, and drop reasons as comments of the packet.
/// </summary>
/// <remarks>
/// <para>A datagram appears where a host sends it, on either side of a NAT that passes it, where a host receives it, and where it ends,
/// with the comment <c>dropped by …</c>. Packets are IPv4 or IPv6 with UDP as on a loopback interface (LINKTYPE_NULL), all
/// checksums correct, also those
/// of a payload that a link corrupted. Virtual time 0 is <see cref="Time.VirtualTimeProvider.Origin"/>.</para>
/// <para>Several captures may follow each other in one <see cref="PcapngFile"/>, each with interfaces of its own. One that is
/// named bears its name as
/// the description of its interfaces (<c>frame.interface_description</c>) and in a comment of its first packet. The same run gives the same
/// bytes.</para>
/// <para>Ownership: the stream stays the caller's. Thread rule: the simulation's thread.</para>
/// </remarks>
public sealed class PcapngCapture : INetworkTap
{
    private const string Inside = " inside";
    private const string Outside = " outside";

    private readonly PcapngFile _file;
    private readonly string? _scenario;
    private readonly Dictionary<string, int> _interfaces = [];

    /// <summary>Begins a capture in its own section (draft-ietf-opsawg-pcapng, section 4.1): several may follow each other in
    /// one stream.</summary>
    /// <param name="stream">Where the blocks go.</param>
    /// <param name="scenario">What it shows, for people; null for no name.</param>
    public PcapngCapture(Stream stream, string? scenario = null)
        : this(new PcapngFile(stream), scenario) { }

    /// <summary>Begins a capture behind those that the section has.</summary>
    /// <param name="file">Where it goes.</param>
    /// <param name="scenario">What it shows, for people; null for no name.</param>
    public PcapngCapture(PcapngFile file, string? scenario)
    {
        ArgumentNullException.ThrowIfNull(file);
        _file = file;
        _scenario = scenario;
    }

    /// <inheritdoc/>
    public void OnHop(in NetworkHop hop, ReadOnlySpan<byte> payload)
    {
        switch (hop.Kind)
        {
            case HopKind.NatOutbound when hop.Translated is { } external:
                Write(hop, hop.Where + Inside, hop.Source, hop.Destination, payload);
                Write(hop, hop.Where + Outside, external, hop.Destination, payload);
                break;
            case HopKind.NatInbound when hop.Translated is { } inside:
                Write(hop, hop.Where + Outside, hop.Source, hop.Destination, payload);
                Write(hop, hop.Where + Inside, hop.Source, inside, payload);
                break;
            case HopKind.NatHairpin:
                Write(hop, hop.Where + Inside, hop.Source, hop.Destination, payload); // it leaves on the same side, as its receiver shows
                break;
            case HopKind.Link:
                break; // the packet is shown by the nodes at both ends of the link
            case HopKind.Duplicated:
                Write(hop, hop.Where, hop.Source, hop.Destination, payload, $"duplicated by {hop.Where}");
                break;
            case HopKind.Corrupted:
                Write(hop, hop.Where, hop.Source, hop.Destination, payload, $"corrupted by {hop.Where}");
                break;
            case HopKind.Rewritten:
                Write(hop, hop.Where, hop.Source, hop.Destination, payload, $"rewritten by an attacker on {hop.Where}");
                break;
            case HopKind.Dropped:
                Write(hop, SideOfDrop(hop), hop.Source, hop.Destination, payload, $"dropped by {hop.Where}: {hop.Drop}");
                break;
            default:
                Write(hop, hop.Where, hop.Source, hop.Destination, payload);
                break;
        }
    }

    private void Write(
        in NetworkHop hop,
        string side,
        in TransportAddress source,
        in TransportAddress destination,
        ReadOnlySpan<byte> payload,
        string? comment = null
    )
    {
        if (_interfaces.Count == 0 && _scenario is not null)
        {
            comment = Joined($"scenario: {_scenario}", comment);
        }

        if (!_interfaces.TryGetValue(side, out int number))
        {
            number = _file.WriteInterface(side, _scenario);
            _interfaces.Add(side, number);
        }

        if (payload.Length > UdpLimits.LongestPayload)
        {
            comment = Joined(
                comment,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"cut: UDP carries at most {UdpLimits.LongestPayload} bytes, not {payload.Length}"
                )
            );
            payload = payload[..UdpLimits.LongestPayload];
        }

        Span<byte> headers = stackalloc byte[RawDatagram.LongestHeaders];
        int length = RawDatagram.WriteHeaders(headers, source, destination, (ushort)hop.Datagram, payload);
        long ticks = (Time.VirtualTimeProvider.Origin + hop.At - DateTimeOffset.UnixEpoch).Ticks;
        _file.WritePacket(number, ticks, headers[..length], payload, comment);
    }

    private static string Joined(string? one, string? other) => one is null || other is null ? one ?? other! : $"{one}; {other}";

    /// <summary>A NAT drops on the side where the datagram came in.</summary>
    private static string SideOfDrop(in NetworkHop hop) =>
        hop.Drop switch
        {
            DropReason.NatFiltered or DropReason.NoMapping or DropReason.MappingExpired or DropReason.StuckMapping => hop.Where + Outside,
            DropReason.PortsExhausted or DropReason.MappingRateLimited or DropReason.Hairpin => hop.Where + Inside,
            _ => hop.Where,
        };
}
