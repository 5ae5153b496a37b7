using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation.Captures;

namespace JumpingVpn.Exploration.Importing;

/// <summary>
/// Finds out which captured datagrams are the same one at several places. In captures of the simulated network the identification of the
/// IPv4 header tells. Elsewhere they carry the same bytes, one end at least is the same, and of several that could be meant the
/// one is whose time on the way is most like that of the one before.
/// </summary>
internal sealed class FlightBuilder(bool isOurs)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly List<Flight> _flights = [];
    private readonly Dictionary<ulong, List<Flight>> _open = [];
    private readonly Dictionary<(CapturePoint, CapturePoint), TimeSpan> _usual = [];

    /// <summary>All datagrams, in the order in which they were first seen.</summary>
    public IReadOnlyList<Flight> Flights => _flights;

    /// <summary>Takes the next captured datagram; they come in the order of their times.</summary>
    public void Take(CaptureRecord datagram, CapturePoint point, int order)
    {
        var sighting = new Sighting(order, point, datagram.At, datagram.Source, datagram.Destination);
        string comment = isOurs ? datagram.Comment ?? "" : "";
        Flight? known = Find(datagram, sighting);
        if (point.Kind == PointKind.Link)
        {
            Befall(known, datagram, sighting, comment);
        }
        else if (known is null)
        {
            known = Open(datagram, sighting);
        }
        else
        {
            _usual[(known.Last.Point, point)] = sighting.At - known.Last.At;
            known.Add(sighting);
        }

        if (known is not null && point.Kind != PointKind.Link)
        {
            known.IsDropped |= comment.Contains("dropped by", StringComparison.Ordinal);
        }
    }

    private void Befall(Flight? known, CaptureRecord datagram, Sighting sighting, string comment)
    {
        string link = sighting.Point.Node;
        if (comment.Contains("duplicated by", StringComparison.Ordinal))
        {
            Flight? origin = _flights.FindLast(flight => flight.Payload.Span.SequenceEqual(datagram.Payload.Span));
            Flight copy = Open(datagram, sighting);
            copy.CopyOf = origin;
            copy.CopiedOn = link;
        }
        else if (known is not null && comment.Contains("dropped by", StringComparison.Ordinal))
        {
            known.LostOn = link;
        }
        else if (known is not null)
        {
            Change(known, datagram.Payload.Span, link);
        }
    }

    private static void Change(Flight flight, ReadOnlySpan<byte> changed, string link)
    {
        ReadOnlySpan<byte> sent = flight.Payload.Span;
        int bit = -1;
        for (int i = 0; changed.Length == sent.Length && i < sent.Length; i++)
        {
            int difference = sent[i] ^ changed[i];
            if (difference != 0)
            {
                flight.IsRewritten |= bit >= 0 || !int.IsPow2(difference);
                bit = (i * 8) + int.TrailingZeroCount(difference);
            }
        }

        flight.IsRewritten |= changed.Length != sent.Length || flight.Flipped is not null;
        flight.Flipped = bit >= 0 ? (link, bit) : flight.Flipped;
    }

    private Flight Open(CaptureRecord datagram, Sighting sighting)
    {
        var flight = new Flight(sighting, datagram.Payload, datagram.Identification);
        _flights.Add(flight);
        ulong key = KeyOf(datagram);
        if (!_open.TryGetValue(key, out List<Flight>? same))
        {
            _open.Add(key, same = []);
        }

        same.Add(flight);
        return flight;
    }

    private Flight? Find(CaptureRecord datagram, Sighting sighting)
    {
        if (!_open.TryGetValue(KeyOf(datagram), out List<Flight>? same))
        {
            return null;
        }

        same.RemoveAll(flight => !IsExact(datagram) && sighting.At - flight.Last.At > Longest);
        Flight[] candidates = [.. same.Where(flight => IsExact(datagram) || CanBe(flight, datagram, sighting))];
        Flight[] marked =
        [
            .. candidates.Where(flight => datagram.Identification is > 0 && flight.Identification == datagram.Identification),
        ];
        return IsExact(datagram)
            ? candidates.LastOrDefault()
            : (marked.Length > 0 ? marked : candidates).MinBy(flight => Strangeness(flight, sighting));
    }

    private static bool CanBe(Flight flight, CaptureRecord datagram, Sighting sighting) =>
        (
            sighting.Point.Kind == PointKind.Link
            || (
                !flight.HasVisited(sighting.Point)
                && (flight.Last.Source == sighting.Source || flight.Last.Destination == sighting.Destination)
            )
        ) && flight.Payload.Span.SequenceEqual(datagram.Payload.Span);

    /// <summary>How much longer or shorter it would have been under way than the last one; where there was none, how long.</summary>
    private TimeSpan Strangeness(Flight flight, Sighting sighting) =>
        (sighting.At - flight.Last.At - _usual.GetValueOrDefault((flight.Last.Point, sighting.Point))).Duration();

    private bool IsExact(CaptureRecord datagram) => isOurs && datagram.Identification is not null;

    private ulong KeyOf(CaptureRecord datagram) =>
        IsExact(datagram) ? datagram.Identification!.Value : Fnv1a.Append(Fnv1a.Empty, datagram.Payload.Span);
}
