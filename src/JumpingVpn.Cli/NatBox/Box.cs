using JumpingVpn.Cli.Arguments;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Sockets;

namespace JumpingVpn.Cli.NatBox;

/// <summary>A NAT with a link for any program: what it does, and what can be done to it while it runs.</summary>
/// <remarks>Routes that leave from different addresses of this machine have tables and links of their own, as behind a router with
/// several uplinks. Thread rule: any thread.</remarks>
internal sealed class Box : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<BoxTable> _tables = [];
    private readonly SocketLoop _loop;
    private readonly BoxEvents _events;
    private readonly long _began;
    private BoxNetwork _network = new();
    private bool _isPartitioned;

    private Box(SocketLoop loop, BoxEvents events)
    {
        _loop = loop;
        _events = events;
        _began = loop.Clock.GetTimestamp();
    }

    /// <summary>What the box does now, phases of a schedule aside.</summary>
    public BoxNetwork Network => _network;

    /// <summary>Whether nothing passes the link.</summary>
    public bool IsPartitioned => _isPartitioned;

    /// <summary>What it serves, with the ports that were really bound.</summary>
    public IReadOnlyList<BoxRoute> Routes => [.. _tables.SelectMany(static table => table.Routes)];

    /// <summary>The external addresses.</summary>
    public IEnumerable<string> External =>
        _tables.SelectMany(static table => table.External).Select(static address => address.ToEndPoint().Address.ToString());

    /// <summary>Builds a box and begins to relay.</summary>
    /// <param name="routes">What it serves.</param>
    /// <param name="options">How.</param>
    /// <param name="events">Learns of what happens.</param>
    /// <param name="capture">Takes datagrams; null for nobody.</param>
    /// <returns>The box; or why it cannot be.</returns>
    public static async Task<Parsed<Box>> BuildAsync(
        IReadOnlyList<BoxRoute> routes,
        BoxOptions options,
        BoxEvents events,
        BoxCapture? capture
    )
    {
        Box box = new(new SocketLoop("relay"), events);
        string? error = null;
        try
        {
            foreach (IGrouping<object, BoxRoute> group in routes.GroupBy(route => KeyOf(route, options)))
            {
                Parsed<BoxTable> table = await BoxTable.BuildAsync([.. group], options, box._tables.Count, box._loop, events, capture);
                error = table.Error;
                if (!table.IsValid)
                {
                    break;
                }

                box._tables.Add(table.Value);
            }

            if (error is null)
            {
                box.Apply(options.Network);
                return box;
            }
        }
        catch (ArgumentException exception)
        {
            error = SettingText.Clause(exception.Message);
        }

        await box.DisposeAsync();
        return Parsed<Box>.Invalid(error);
    }

    /// <summary>Gives every mapping another external endpoint.</summary>
    /// <returns>How many have one.</returns>
    /// <exception cref="InvalidOperationException">The NAT cannot; the message says why.</exception>
    public int Rebind(NatRebindingKind kind)
    {
        int count = _tables.Sum(table => table.Nat.Rebind(kind, NatScope.All).Count);
        _events.Tell("Rebound", ("mappings", count), ("kind", InWords(kind)));
        return count;
    }

    /// <summary>Forgets every mapping.</summary>
    /// <returns>How many there were.</returns>
    public int Flush()
    {
        int count = _tables.Sum(static table => table.Nat.Flush(NatScope.All));
        _events.Tell("Flushed", ("mappings", count));
        return count;
    }

    /// <summary>Makes every mapping get stuck: it lets datagrams out, but none in.</summary>
    /// <returns>How many are bad that were not.</returns>
    public int MakeStuck()
    {
        int count = _tables.Sum(static table => table.Nat.MakeStuck(NatScope.All));
        _events.Tell("Stuck", ("mappings", count));
        return count;
    }

    /// <summary>Cuts the link, or restores it.</summary>
    public void Partition(bool on)
    {
        lock (_gate)
        {
            _isPartitioned = on;
            _tables.ForEach(table => table.Nat.Hold(_ => table.Link.IsUp = !on));
        }

        _events.Tell(on ? "Partitioned" : "Healed");
    }

    /// <summary>Changes what the link does.</summary>
    /// <param name="change">Makes the new network of the present one; its NAT stays.</param>
    /// <exception cref="ArgumentException">It would be impossible; nothing is changed.</exception>
    public void ChangeLink(Func<BoxNetwork, BoxNetwork> change)
    {
        lock (_gate)
        {
            BoxNetwork next = change(_network);
            next.Up.Validate();
            next.Down.Validate();
            Apply(next);
        }

        _events.Tell("LinkChanged", ("up", LinkText.Of(_network.Up)), ("down", LinkText.Of(_network.Down)));
    }

    /// <summary>Lets the NAT behave otherwise, which forgets every mapping.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="ArgumentException">It would be impossible; nothing is changed.</exception>
    public int ChangeNat(Func<NatOptions, NatOptions> change)
    {
        int forgotten = 0;
        lock (_gate)
        {
            NatOptions next = change(_network.Nat);
            next.Validate();
            if (next.Translates != _network.Nat.Translates)
            {
                throw new ArgumentException("A NAT cannot become a firewall while it runs, nor a firewall a NAT: start another box.");
            }

            forgotten = _tables.Sum(table => table.Nat.Reconfigure(next));
            _network = _network with { Nat = next };
        }

        _events.Tell("NatChanged", ("nat", NatText.Of(_network.Nat)), ("forgotten", forgotten));
        return forgotten;
    }

    /// <summary>The flows as they stand, the latest first.</summary>
    public IReadOnlyList<FlowView> Flows() => [.. _tables.SelectMany(static table => table.Flows()).OrderBy(static flow => flow.Idle)];

    /// <summary>The mappings as they stand, with the time that is left to each.</summary>
    public IReadOnlyList<(NatMapping Mapping, TimeSpan Left)> Mappings() =>
        [
            .. _tables.SelectMany(static table =>
                table.Nat.Hold(now => table.Nat.Mappings().Select(mapping => (mapping, mapping.ExpiresAt - now)).ToArray())
            ),
        ];

    /// <summary>Closes the books on flows that are over, and tells of servers that do not answer.</summary>
    public void Prune() =>
        _tables.ForEach(static table =>
            table.Nat.Hold(now =>
            {
                table.Tap.TellSilence(now);
                return table.Tap.Prune();
            })
        );

    /// <summary>The sums as they stand.</summary>
    public BoxTotals Totals()
    {
        SortedDictionary<DropReason, long> drops = [];
        BoxTotals totals = new()
        {
            Uptime = _loop.Clock.GetElapsedTime(_began),
            Flows = 0,
            Begun = 0,
            Moved = 0,
            Evicted = 0,
            Mappings = 0,
            Entered = 0,
            Duplicated = 0,
            InFlight = 0,
            Up = default,
            Down = default,
            Drops = drops,
        };
        return _tables.Aggregate(totals, (sum, table) => table.Nat.Hold(_ => Plus(sum, table, drops)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (BoxTable table in _tables)
        {
            await table.DisposeAsync();
        }

        _loop.Dispose();
    }

    /// <summary>A kind of rebinding, as it is written.</summary>
    public static string InWords(NatRebindingKind kind) =>
        kind switch
        {
            NatRebindingKind.Port => "port",
            NatRebindingKind.Address => "address",
            _ => "both",
        };

    private static object KeyOf(BoxRoute route, BoxOptions options) =>
        options.External.Any(external => external.IsIPv4 == route.To.IsIPv4) ? route.To.IsIPv4 : route.From;

    private static BoxTotals Plus(BoxTotals sum, BoxTable table, SortedDictionary<DropReason, long> drops)
    {
        DatagramLedger ledger = table.Nat.Ledger;
        foreach (DropReason reason in Enum.GetValues<DropReason>())
        {
            if (reason != DropReason.None && ledger.DroppedBy(reason) is > 0 and var count)
            {
                drops[reason] = drops.GetValueOrDefault(reason) + count;
            }
        }

        BoxTap tap = table.Tap;
        return sum with
        {
            Flows = sum.Flows + tap.Flows.Count,
            Begun = sum.Begun + tap.Begun,
            Moved = sum.Moved + tap.Moved,
            Evicted = sum.Evicted + tap.Evicted,
            Mappings = sum.Mappings + table.Nat.Mappings().Count,
            Entered = sum.Entered + ledger.HandedOver,
            Duplicated = sum.Duplicated + ledger.Duplicates,
            InFlight = sum.InFlight + ledger.InFlight,
            Up = (sum.Up.Datagrams + tap.UpDatagrams, sum.Up.Bytes + tap.UpBytes),
            Down = (sum.Down.Datagrams + tap.DownDatagrams, sum.Down.Bytes + tap.DownBytes),
        };
    }

    private void Apply(BoxNetwork next)
    {
        foreach (BoxTable table in _tables)
        {
            table.Nat.Hold(now =>
                Set(table.Link.Up, next.Up, next.UpSchedule, _network.UpSchedule, now)
                && Set(table.Link.Down, next.Down, next.DownSchedule, _network.DownSchedule, now)
            );
        }

        _network = next;
    }

    private static bool Set(LinkModel way, LinkOptions options, LinkSchedule? schedule, LinkSchedule? before, TimeSpan now)
    {
        way.Options = options;
        if (!ReferenceEquals(schedule, before))
        {
            way.Follow(schedule, now);
        }

        return true;
    }
}
