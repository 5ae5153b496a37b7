using System.Globalization;
using JumpingVpn.Lab;

namespace JumpingVpn.Exploration.Importing;

/// <summary>What links do so that datagrams come when and where they came in the capture: a delay that all have, and what befalls single
/// ones beyond it.</summary>
internal sealed class LinkPlan
{
    private readonly OrderedDictionary<LinkKey, TimeSpan> _delays = [];
    private readonly List<string> _faults = [];
    private readonly SortedSet<string> _struck = new(StringComparer.Ordinal);
    private readonly Dictionary<(Journey, LinkKey), int> _numbers = [];

    public LinkPlan(IReadOnlyList<Journey> journeys, TimeSpan tolerance)
    {
        List<LinkEntrance> entrances = [.. journeys.SelectMany(EntrancesOf)];
        SetDelays(entrances);
        ILookup<LinkKey, LinkEntrance> byLink = entrances.ToLookup(static it => it.Key);
        foreach (IGrouping<LinkKey, LinkEntrance> link in byLink)
        {
            LinkEntrance[] inOrder = [.. link.OrderBy(static it => it.At).ThenBy(static it => it.Journey.Flight.First.Order)];
            for (int i = 0; i < inOrder.Length; i++)
            {
                _numbers[(inOrder[i].Journey, link.Key)] = i + 1;
                SetFault(inOrder[i], i + 1, tolerance);
            }
        }

        foreach (Journey it in journeys)
        {
            if (it.CopyOf is { } origin && LinkOf(it.Flight.CopiedOn, origin) is var on && NumberOf(origin, on) is { } copied)
            {
                Say(on, $"duplicates datagram number {copied}");
            }

            if (it.Flight.Flipped is { } flip && LinkOf(flip.Link, it) is var at && NumberOf(it, at) is { } flipped)
            {
                Say(at, $"flips bit {flip.Bit} of datagram number {flipped}");
            }
        }
    }

    /// <summary>The delay of each link direction that has one.</summary>
    public IEnumerable<(LinkKey Key, TimeSpan Delay)> Delays =>
        _delays.Where(static it => it.Value > TimeSpan.Zero).Select(static it => (it.Key, it.Value));

    /// <summary>Whose links do anything.</summary>
    public IEnumerable<string> Nodes => Delays.Select(static it => it.Key.Node).Concat(_struck);

    /// <summary>What befalls single datagrams, in sentences.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The number of a datagram on a link; null if it does not enter it.</summary>
    public int? NumberOf(Journey journey, LinkKey key) => _numbers.TryGetValue((journey, key), out int number) ? number : null;

    /// <summary>The links that a datagram enters, as far as it comes.</summary>
    private static IEnumerable<LinkEntrance> EntrancesOf(Journey it)
    {
        if (it.From.Behind is { } nat)
        {
            if (it.CopyOf is null)
            {
                bool isLost = it.Fate == JourneyFate.LostInside || (it.Fate == JourneyFate.KeptIn && it.IsTakenOut);
                yield return new LinkEntrance(it, new LinkKey(it.From.Name, LinkWays.Up), it.SentAt, it.OutAt - it.SentAt, isLost, null);
            }

            if (it.OutAt is { } left && it.Fate != JourneyFate.KeptIn)
            {
                yield return it.IsHairpin ? Last(it, left) : Between(it, nat, left);
            }
        }
        else if (it.CopyOf is null)
        {
            yield return Between(it, it.From.Name, it.SentAt);
        }

        if (it.To.Behind is not null && it.InAt is { } reached && (it.Fate != JourneyFate.KeptOut || it.IsTakenOut))
        {
            yield return Last(it, reached);
        }
    }

    private static LinkEntrance Between(Journey it, string node, TimeSpan at)
    {
        string far = it.To.Behind ?? it.To.Name;
        TimeSpan? takes = (it.To.Behind is null ? it.ArrivedAt : it.InAt) - at;
        return new LinkEntrance(
            it,
            new LinkKey(node, LinkWays.Up),
            at,
            takes,
            it.Fate == JourneyFate.LostBetween,
            new LinkKey(far, LinkWays.Down)
        );
    }

    private static LinkEntrance Last(Journey it, TimeSpan at) =>
        new(it, new LinkKey(it.To.Name, LinkWays.Down), at, it.ArrivedAt - at, it.Fate != JourneyFate.Arrived, null);

    /// <summary>The least that any needed; on the public network as much of it as all have in common is the sender's.</summary>
    private void SetDelays(List<LinkEntrance> entrances)
    {
        foreach (LinkEntrance it in entrances.Where(static it => it is { Takes: not null, IsLost: false }))
        {
            Least(it.Key, it.Takes!.Value);
        }

        foreach (LinkEntrance it in entrances.Where(static it => it is { Takes: not null, IsLost: false, Receiver: not null }))
        {
            Least(it.Receiver!.Value, it.Takes!.Value - _delays[it.Key]);
        }
    }

    private void Least(LinkKey key, TimeSpan takes)
    {
        TimeSpan delay = takes > TimeSpan.Zero ? takes : TimeSpan.Zero;
        _delays[key] = _delays.TryGetValue(key, out TimeSpan known) && known < delay ? known : delay;
    }

    private void SetFault(LinkEntrance it, int number, TimeSpan tolerance)
    {
        if (it.IsLost)
        {
            Say(it.Key, $"loses datagram number {number}");
            return;
        }

        TimeSpan usual =
            _delays.GetValueOrDefault(it.Key) + (it.Receiver is { } receiver ? _delays.GetValueOrDefault(receiver) : TimeSpan.Zero);
        TimeSpan late = (it.Takes ?? usual) - usual;
        if (late > tolerance)
        {
            Say(it.Key, $"delays datagram number {number} by {DurationWords.Of(late)}");
        }
    }

    private void Say(LinkKey key, FormattableString what)
    {
        _struck.Add(key.Node);
        _faults.Add($"{key} {what.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>The link that a capture of the simulated network names <c>phone>home</c>, on the way of a datagram.</summary>
    private static LinkKey LinkOf(string? name, Journey on)
    {
        string from = name?.Split('>')[0] ?? on.From.Name;
        return from == on.From.Name ? new LinkKey(from, LinkWays.Up)
            : from == on.From.Behind && !on.IsHairpin ? new LinkKey(from, LinkWays.Up)
            : from == on.To.Behind ? new LinkKey(on.To.Name, LinkWays.Down)
            : new LinkKey(on.From.Behind ?? on.From.Name, LinkWays.Up);
    }
}
