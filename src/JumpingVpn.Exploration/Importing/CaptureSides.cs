using System.Globalization;
using JumpingVpn.Datagrams;
using JumpingVpn.Simulation.Captures;

namespace JumpingVpn.Exploration.Importing;

/// <summary>Puts captures together: which of their places is inside of a NAT and which outside, and how the clocks differ.</summary>
internal sealed class CaptureSides
{
    private const int MostNamed = 5;

    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1);
    private static readonly CapturePoint Inside = new(PointKind.Inside, "nat");
    private static readonly CapturePoint Outside = new(PointKind.Outside, "nat");

    private readonly List<(CaptureRecord Datagram, CapturePoint Point)> _all = [];

    /// <summary>Reads the sides off the captures.</summary>
    /// <exception cref="ImportRefusedException">There is no datagram, or there are more places than this understands.</exception>
    /// <param name="captures">One, or two of the same time.</param>
    /// <param name="outside">The addresses outside of a NAT of which one place shows both sides; none where the capture is to tell.</param>
    public CaptureSides(IReadOnlyList<NamedCapture> captures, IReadOnlyList<TransportAddress> outside)
    {
        foreach (NamedCapture capture in captures)
        {
            _all.AddRange(
                capture.Content.Datagrams.Select(datagram =>
                    (
                        datagram,
                        new CapturePoint(PointKind.Host, captures.Count == 1 ? datagram.Point : $"{capture.Name} {datagram.Point}".Trim())
                    )
                )
            );
        }

        if (_all.Count == 0)
        {
            throw new ImportRefusedException("it has no complete UDP datagram, so there is nothing to import.");
        }

        int scenarios = _all.Count(static it => it.Datagram.Comment?.StartsWith("scenario: ", StringComparison.Ordinal) == true);
        IsOurs = scenarios > 0;
        if (scenarios > 1)
        {
            throw new ImportRefusedException(
                string.Create(CultureInfo.InvariantCulture, $"it holds {scenarios} scenarios: write one for each with run --pcap FOLDER/.")
            );
        }

        if (IsOurs && outside.Count > 0)
        {
            throw new ImportRefusedException("the simulated network wrote it, and it already says what is outside: leave --outside out.");
        }

        if (outside.FirstOrDefault(address => _all.TrueForAll(it => !IsAt(it.Datagram, address))) is var absent && absent != default)
        {
            throw new ImportRefusedException($"no datagram is from or to {Host(absent)}, which is said to be outside of a NAT.");
        }

        if (IsOurs)
        {
            Rename(static it => CapturePoint.OfOurs(it.Datagram.Point));
        }
        else
        {
            FindSides([.. outside.Select(static address => address.WithPort(0))]);
        }

        Flights = Build();
    }

    /// <summary>Whether the simulated network wrote it, which tells more than others.</summary>
    public bool IsOurs { get; }

    /// <summary>The datagrams.</summary>
    public IReadOnlyList<Flight> Flights { get; }

    /// <summary>What was found out, in sentences.</summary>
    public List<string> Notes { get; } = [];

    private void FindSides(SortedSet<TransportAddress> outside)
    {
        if (outside.Count > 0)
        {
            Notes.Add($"As --outside says, the outside of the NAT is {string.Join(", ", outside.Select(Host))}.");
            Rename(it => IsOutside(it.Datagram, outside) ? Outside : Inside);
            return;
        }

        var byPoint = _all.GroupBy(static it => it.Point).OrderByDescending(static group => group.Count()).ToList();
        if (byPoint.Count > 2)
        {
            string[] others = [.. byPoint.Skip(2).Select(static group => group.Key.Node)];
            Notes.Add(
                $"The captures have {byPoint.Count} places; the two with the most datagrams are used, without {string.Join(", ", others)}."
            );
            _all.RemoveAll(it => byPoint.Skip(2).Any(group => group.Key == it.Point));
        }

        if (byPoint.Count == 1)
        {
            Split();
            return;
        }

        CapturePoint one = byPoint[0].Key;
        CapturePoint other = byPoint[1].Key;
        IReadOnlyList<Flight> flights = Build();
        int votes = flights.Sum(flight => VoteOf(flight, one));
        if (votes == 0)
        {
            Notes.Add("Both places show the same addresses: there is no NAT between them.");
            return;
        }

        CapturePoint inner = votes > 0 ? one : other;
        Notes.Add($"{inner.Node} is inside of a NAT, and {(votes > 0 ? other : one).Node} outside.");
        Rename(it => it.Point == inner ? Inside : Outside);
        SetClocks(Build());
    }

    /// <summary>One place that may see both sides: the addresses into which others are changed are outside. Hosts that send alike look
    /// as if one were changed into the other; but what a NAT has changed has passed one hop more.</summary>
    private void Split()
    {
        Dictionary<TransportAddress, int> votes = [];
        SortedSet<TransportAddress> alike = [];
        for (int i = 0; i < _all.Count; i++)
        {
            CaptureRecord inner = _all[i].Datagram;
            for (int j = i + 1; j < Math.Min(_all.Count, i + 16) && _all[j].Datagram.At - inner.At < Together; j++)
            {
                CaptureRecord outer = _all[j].Datagram;
                bool isTranslated =
                    outer.Destination == inner.Destination
                    && !outer.Source.SameHost(inner.Source)
                    && outer.Payload.Span.SequenceEqual(inner.Payload.Span)
                    && outer.Identification == inner.Identification;
                if (isTranslated && HasPassedNat(inner, outer))
                {
                    TransportAddress host = outer.Source.WithPort(0);
                    votes[host] = votes.GetValueOrDefault(host) + 1;
                    break;
                }

                if (isTranslated)
                {
                    alike.UnionWith([inner.Source.WithPort(0), outer.Source.WithPort(0)]);
                }
            }
        }

        SortedSet<TransportAddress> external = [.. votes.Where(it => it.Value * 2 > SentBy(it.Key)).Select(static it => it.Key)];
        if (external.Count > 0)
        {
            Notes.Add($"The capture shows both sides of a NAT; its outside is {string.Join(", ", external.Select(Host))}.");
            Rename(it => IsOutside(it.Datagram, external) ? Outside : Inside);
        }
        else if (alike.Count > 0)
        {
            Notes.Add(
                $"{string.Join(", ", alike.Take(MostNamed).Select(Host))}{(alike.Count > MostNamed ? " and others" : "")} "
                    + "sent the same bytes at nearly the same time, and none of them had passed more hops than another: "
                    + "they are taken to be separate hosts. Where one of them is the outside of a NAT, name it with --outside."
            );
        }
    }

    /// <summary>Whether one of two datagrams that are alike can be what a NAT has made of the other: it has passed one hop more. Where a
    /// capture does not know of hops, a private address has become a public one.</summary>
    private static bool HasPassedNat(CaptureRecord inner, CaptureRecord outer) =>
        inner.HopLimit is { } before && outer.HopLimit is { } after
            ? before == after + 1
            : IsPrivate(inner.Source) && !IsPrivate(outer.Source);

    private static bool IsAt(CaptureRecord datagram, TransportAddress host) =>
        datagram.Source.SameHost(host) || datagram.Destination.SameHost(host);

    private int SentBy(TransportAddress host) => _all.Count(it => it.Datagram.Source.SameHost(host));

    private static bool IsOutside(CaptureRecord datagram, SortedSet<TransportAddress> external) =>
        external.Contains(datagram.Source.WithPort(0)) || external.Contains(datagram.Destination.WithPort(0));

    /// <summary>Above 0 if a place is inside, below where it is outside, 0 if a datagram does not tell. Where one of two addresses is
    /// private (RFC 1918, RFC 6598, RFC 4193) it decides; else time does.</summary>
    private static int VoteOf(Flight flight, CapturePoint one)
    {
        if (flight.Sightings.Count != 2)
        {
            return 0;
        }

        (Sighting mine, Sighting its) = flight.First.Point == one ? (flight.First, flight.Last) : (flight.Last, flight.First);
        bool isSource = mine.Source != its.Source;
        if (!isSource && mine.Destination == its.Destination)
        {
            return 0;
        }

        bool isPrivate = IsPrivate(isSource ? mine.Source : mine.Destination);
        bool isItsPrivate = IsPrivate(isSource ? its.Source : its.Destination);
        bool isInside = isPrivate != isItsPrivate ? isPrivate : isSource == mine.At <= its.At;
        return isInside ? 1 : -1;
    }

    private static bool IsPrivate(in TransportAddress address)
    {
        uint bits = address.IPv4Bits;
        return address.IsIPv4
            ? bits >> 24 == 10 || bits >> 20 == 0xAC1 || bits >> 16 == 0xC0A8 || bits >> 22 == 0x191
            : (byte)(address.Address >> 120) is 0xFC or 0xFD;
    }

    /// <summary>Nothing arrives before it was sent: where it seems so, the clocks differ by the middle of what both directions say, as NTP
    /// reckons (RFC 5905 section 8).</summary>
    private void SetClocks(IReadOnlyList<Flight> flights)
    {
        TimeSpan? outwards = null;
        TimeSpan? inwards = null;
        foreach (Flight flight in flights)
        {
            if (flight.At(PointKind.Inside) is not { } inner || flight.At(PointKind.Outside) is not { } outer)
            {
                continue;
            }

            TimeSpan difference = outer.At - inner.At;
            if (inner.Source != outer.Source)
            {
                outwards = outwards < difference ? outwards : difference;
            }
            else
            {
                inwards = inwards < -difference ? inwards : -difference;
            }
        }

        if (outwards is { Ticks: >= 0 } or null && inwards is { Ticks: >= 0 } or null)
        {
            return;
        }

        TimeSpan ahead = outwards is { } to && inwards is { } fro ? (to - fro) / 2 : outwards ?? -inwards!.Value;
        Notes.Add(
            $"The clock outside is {ahead.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture)} ms ahead of that inside."
        );
        for (int i = 0; i < _all.Count; i++)
        {
            (CaptureRecord datagram, CapturePoint point) = _all[i];
            if (point == Outside)
            {
                _all[i] = (datagram with { At = datagram.At - ahead }, point);
            }
        }
    }

    private void Rename(Func<(CaptureRecord Datagram, CapturePoint Point), CapturePoint> point)
    {
        for (int i = 0; i < _all.Count; i++)
        {
            _all[i] = (_all[i].Datagram, point(_all[i]));
        }
    }

    private IReadOnlyList<Flight> Build()
    {
        var builder = new FlightBuilder(IsOurs);
        int order = 0;
        foreach ((CaptureRecord datagram, CapturePoint point) in _all.OrderBy(static it => it.Datagram.At))
        {
            builder.Take(datagram, point, order++);
        }

        return builder.Flights;
    }

    private static string Host(TransportAddress address)
    {
        string text = address.ToString();
        return text[..text.LastIndexOf(':')];
    }
}
