using System.Globalization;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Exploration.Importing;

/// <summary>Says of each datagram who sent it to whom, and when it was where.</summary>
internal sealed class JourneyBuilder
{
    private readonly CaptureSides _sides;
    private readonly Dictionary<string, string> _outerOf = new(StringComparer.Ordinal);
    private readonly Dictionary<TransportAddress, TransportAddress> _insideOf = []; // by the external endpoint
    private readonly SortedSet<(TransportAddress, TransportAddress)> _crossing = [];
    private readonly SortedDictionary<string, int> _leftOut = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<Flight, Journey> _byFlight = new(ReferenceEqualityComparer.Instance);
    private readonly SortedSet<TransportAddress> _insideHosts = [];
    private readonly SortedSet<TransportAddress> _insideSpeakers = []; // of what was seen at one place alone
    private readonly Dictionary<TransportAddress, string> _natOf = []; // of our hosts, the one next to them
    private readonly Dictionary<TransportAddress, CapturePoint> _firstPointOf = [];

    public JourneyBuilder(CaptureSides sides)
    {
        _sides = sides;
        foreach (Flight flight in sides.Flights)
        {
            Learn(flight);
        }

        foreach (Flight flight in sides.Flights.Where(static flight => flight.First.Point.Kind == PointKind.Host && flight.CopyOf is null))
        {
            Sockets.Host(flight.First.Source, sides.IsOurs ? flight.First.Point.Node : null, BehindOf(flight.First.Source));
        }

        foreach (Flight flight in sides.Flights)
        {
            if (Make(flight) is { } journey)
            {
                _byFlight.Add(flight, journey);
            }
        }

        Journeys = [.. _byFlight.Values.OrderBy(static journey => journey.Flight.First.Order)];
    }

    public SocketBook Sockets { get; } = new();

    /// <summary>All that can be said, in the order of sending; copies among them.</summary>
    public IReadOnlyList<Journey> Journeys { get; }

    /// <summary>What cannot be said, and how often.</summary>
    public IEnumerable<string> LeftOut =>
        _leftOut.Select(static it =>
            string.Create(CultureInfo.InvariantCulture, $"{it.Value} {(it.Value == 1 ? "datagram" : "datagrams")} {it.Key}.")
        );

    /// <summary>NATs that stand one behind the other are one.</summary>
    private string Root(string nat)
    {
        for (int i = 0; i < _outerOf.Count && _outerOf.TryGetValue(nat, out string? outer); i++)
        {
            nat = outer;
        }

        return nat;
    }

    private static IEnumerable<string> NatsOf(Flight flight, PointKind firstSide) =>
        flight
            .Sightings.Where(static it => it.Point.Kind is PointKind.Inside or PointKind.Outside)
            .GroupBy(static it => it.Point.Node)
            .Where(group => DirectionOf([.. group]) == firstSide)
            .Select(static group => group.Key);

    /// <summary>On which side of a NAT a datagram came to it.</summary>
    private static PointKind DirectionOf(Sighting[] atNat)
    {
        Sighting? inner = Array.Find(atNat, static it => it.Point.Kind == PointKind.Inside);
        Sighting? outer = Array.Find(atNat, static it => it.Point.Kind == PointKind.Outside);
        return inner is null ? PointKind.Outside
            : outer is null ? PointKind.Inside
            : inner.Source != outer.Source ? PointKind.Inside
            : inner.Destination != outer.Destination ? PointKind.Outside
            : atNat[0].Point.Kind;
    }

    private void Learn(Flight flight)
    {
        string[] outwards = [.. NatsOf(flight, PointKind.Inside)];
        if (outwards.Length > 0 && flight.First.Point.Kind == PointKind.Host)
        {
            _natOf.TryAdd(flight.First.Source.WithPort(0), outwards[0]);
        }

        for (int i = 1; i < outwards.Length; i++)
        {
            _outerOf.TryAdd(outwards[i - 1], outwards[i]);
        }

        Sighting[] outer = [.. flight.Sightings.Where(static it => it.Point.Kind == PointKind.Outside)];
        Sighting? inner = flight.At(PointKind.Inside);
        if (outer.Length > 0 && inner is not null)
        {
            bool goesOut = DirectionOf([.. flight.Sightings.Where(it => it.Point.Node == outer[^1].Point.Node)]) == PointKind.Inside;
            TransportAddress end =
                !goesOut ? flight.Last.Destination
                : flight.First.Point.Kind == PointKind.Host ? flight.First.Source
                : inner.Source;
            _insideOf[goesOut ? outer[^1].Source : outer[0].Destination] = end;
            _insideHosts.Add(end.WithPort(0));
        }

        if (flight.Sightings.Count == 1)
        {
            _insideSpeakers.Add(flight.First.Source.WithPort(0));
        }
        else
        {
            _crossing.Add((flight.First.Source.WithPort(0), flight.First.Destination.WithPort(0)));
            _firstPointOf.TryAdd(flight.First.Source.WithPort(0), flight.First.Point);
        }
    }

    private string? BehindOf(in TransportAddress source) => _natOf.TryGetValue(source.WithPort(0), out string? nat) ? Root(nat) : null;

    private Journey? Make(Flight flight)
    {
        if (flight.IsRewritten)
        {
            return Leave("that somebody on the way changed in more than a bit");
        }

        if (flight.CopyOf is not null)
        {
            return MakeCopy(flight);
        }

        return _sides.IsOurs ? MakeOurs(flight)
            : flight.Sightings.All(static it => it.Point.Kind == PointKind.Host) ? MakePlain(flight)
            : MakeTranslated(flight);
    }

    private Journey? MakeCopy(Flight flight) =>
        flight.CopyOf is { } origin && _byFlight.TryGetValue(origin, out Journey? of)
            ? Assemble(flight, of.From, of.To, of.FromEnd, of.ToEnd, of)
            : Leave("that are copies of one that is left out");

    private Journey? MakeOurs(Flight flight)
    {
        if (flight.First.Point.Kind != PointKind.Host || flight.First.Point.Node == "internet")
        {
            return Leave("that an attacker forged or replayed: plain hosts send from their own addresses");
        }

        ImportedHost from = Sockets.Host(flight.First.Source, flight.First.Point.Node, BehindOf(flight.First.Source));
        TransportAddress end =
            flight.Last.Point.Kind == PointKind.Host && flight.Sightings.Count > 1
                ? flight.Last.Destination
                : EndOf(flight.First.Destination);
        return Sockets.Known(end) is { } to ? Assemble(flight, from, to, flight.First.Source, end, null) : MakeSilent(flight, from, end);
    }

    /// <summary>To a host that never sends.</summary>
    private Journey? MakeSilent(Flight flight, ImportedHost from, in TransportAddress end)
    {
        bool isSeen = flight.Last.Point.Kind == PointKind.Host && flight.Sightings.Count > 1;
        string? nat = NatsOf(flight, PointKind.Outside).LastOrDefault();
        return !isSeen && nat is not null
            ? Leave("to a port that its NAT had given to nobody")
            : Assemble(
                flight,
                from,
                Sockets.Host(end, isSeen ? flight.Last.Point.Node : null, nat is null ? null : Root(nat)),
                flight.First.Source,
                end,
                null
            );
    }

    /// <summary>One place, or two without a NAT.</summary>
    private Journey? MakePlain(Flight flight)
    {
        ImportedHost from = Sockets.Host(flight.First.Source, null, null);
        ImportedHost to = Sockets.Host(flight.First.Destination, null, null);
        return Assemble(flight, from, to, flight.First.Source, flight.First.Destination, null);
    }

    /// <summary>The two sides of a NAT, without its hosts.</summary>
    private Journey? MakeTranslated(Flight flight)
    {
        Sighting? inner = flight.At(PointKind.Inside);
        Sighting? outer = flight.At(PointKind.Outside);
        bool goesOut = NatsOf(flight, PointKind.Inside).Any();
        if (goesOut && outer is null && !_crossing.Contains((inner!.Source.WithPort(0), inner.Destination.WithPort(0))))
        {
            if (_insideHosts.Contains(inner.Destination.WithPort(0)) && !_insideHosts.Contains(inner.Source.WithPort(0)))
            {
                return Leave("that were seen only inside, but came from outside");
            }

            if (IsForMany(inner.Destination) || _insideSpeakers.Contains(inner.Destination.WithPort(0)))
            {
                return Leave("that stayed inside");
            }
        }

        if (goesOut)
        {
            return Cross(flight, inner!.Source, inner.Destination, goesOut);
        }

        bool isOwn = _insideOf.ContainsKey(outer!.Source);
        return isOwn || !_insideOf.TryGetValue(outer.Destination, out TransportAddress end)
            ? Leave(isOwn ? "that were seen only outside, but came from inside" : "outside that belong to nobody inside")
            : Cross(flight, outer.Source, end, goesOut);
    }

    private Journey? Cross(Flight flight, in TransportAddress source, in TransportAddress end, bool goesOut)
    {
        const string Nat = "nat";
        ImportedHost from = Sockets.Host(source, null, goesOut ? Nat : null);
        ImportedHost to = Sockets.Host(end, null, goesOut ? null : Nat);
        return from.Behind is null == goesOut || to.Behind is null != goesOut
            ? Leave("of hosts that seem to be on both sides of the NAT")
            : Assemble(flight, from, to, source, end, null);
    }

    /// <summary>Multicast (RFC 5771, RFC 4291 section 2.7) and broadcast.</summary>
    private static bool IsForMany(in TransportAddress address) =>
        address.IsIPv4 ? address.IPv4Bits >> 28 >= 0xE : (byte)(address.Address >> 120) == 0xFF;

    private TransportAddress EndOf(in TransportAddress destination) => _insideOf.GetValueOrDefault(destination, destination);

    private Journey Assemble(
        Flight flight,
        ImportedHost from,
        ImportedHost to,
        in TransportAddress fromEnd,
        in TransportAddress toEnd,
        Journey? copyOf
    )
    {
        Sighting? outside(string? nat, bool goesOut) =>
            nat is null
                ? null
                : flight.Sightings.FirstOrDefault(it =>
                    it.Point.Kind == PointKind.Outside
                    && Root(it.Point.Node) == nat
                    && NatsOf(flight, goesOut ? PointKind.Inside : PointKind.Outside).Contains(it.Point.Node)
                    && (!goesOut || it.Point.Node == nat)
                );
        bool isHairpin = from.Behind is not null && from.Behind == to.Behind;
        Sighting? left = isHairpin ? flight.At(PointKind.Inside) : outside(from.Behind, goesOut: true);
        Sighting? reached = isHairpin ? null : outside(to.Behind, goesOut: false);
        bool ends = _sides.IsOurs ? flight.Last.Point.Kind == PointKind.Host : to.Behind is null || flight.At(PointKind.Inside) is not null;
        bool arrived =
            ends && !flight.IsDropped && flight.LostOn is null && (flight.Sightings.Count > 1 || !IsLostBetween(flight, from, to));
        bool passesOut = from.Behind is null || left is not null || copyOf is not null;
        bool knowsWhen = arrived && (_sides.IsOurs || to.Behind is not null || (from.Behind is null && flight.Sightings.Count > 1));
        bool isInbound = !_sides.IsOurs && to.Behind is not null;
        return new Journey
        {
            Flight = flight,
            From = from,
            To = to,
            FromEnd = fromEnd,
            ToEnd = toEnd,
            SentAt = isInbound ? reached!.At : flight.Sightings.Min(static it => it.At),
            OutAt = left?.At,
            InAt = reached?.At,
            ArrivedAt =
                !knowsWhen ? null
                : isInbound ? flight.At(PointKind.Inside)!.At
                : flight.Sightings.Max(static it => it.At),
            Shown =
                left is not null && !isHairpin ? left.Source
                : _sides.IsOurs && arrived ? flight.Last.Source
                : flight.First.Source,
            Fate =
                arrived && passesOut ? JourneyFate.Arrived
                : !passesOut ? (flight.IsDropped ? JourneyFate.KeptIn : JourneyFate.LostInside)
                : isHairpin ? (flight.IsDropped && flight.Last.Point.Kind != PointKind.Host ? JourneyFate.KeptIn : JourneyFate.LostBehind)
                : to.Behind is null ? JourneyFate.LostBetween
                : reached is null ? JourneyFate.LostBetween
                : flight.IsDropped || !_sides.IsOurs ? JourneyFate.KeptOut
                : JourneyFate.LostBehind,
            CopyOf = copyOf,
        };
    }

    /// <summary>Whether a datagram that was seen once should have been seen again.</summary>
    private bool IsLostBetween(Flight flight, ImportedHost from, ImportedHost to) =>
        !_sides.IsOurs
        && from.Behind is null
        && to.Behind is null
        && _crossing.Contains((from.Address, to.Address))
        && _firstPointOf.GetValueOrDefault(from.Address) == flight.First.Point;

    private Journey? Leave(string why)
    {
        _leftOut[why] = _leftOut.GetValueOrDefault(why) + 1;
        return null;
    }
}
