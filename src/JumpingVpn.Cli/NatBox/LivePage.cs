using System.Globalization;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Network.Ledger;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace JumpingVpn.Cli.NatBox;

/// <summary>What the live view shows at one moment.</summary>
/// <remarks>Thread rule: one thread at a time: rates are those since the page before.</remarks>
internal sealed class LivePage(Box box, BoxOptions options, BoxEvents events)
{
    private const int LinesAround = 8; // what is neither a flow, nor a drop, nor an event
    private const int MostEvents = 6;

    private static readonly TimeSpan ShortestForRates = TimeSpan.FromMilliseconds(900);

    private BoxTotals? _before;
    private string _rates = "";

    /// <summary>Renders the page.</summary>
    /// <param name="columns">The width of the terminal.</param>
    /// <param name="rows">Its height.</param>
    /// <param name="colours">Whether it shall be coloured.</param>
    public string Render(int columns, int rows, bool colours)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        IAnsiConsole console = TextConsole.Create(text, columns - 1, colours);
        console.Profile.Height = rows;
        BoxTotals totals = box.Totals();
        TakeRates(totals);
        foreach (IRenderable part in Parts(totals, rows))
        {
            console.Write(part);
        }

        return text.ToString().TrimEnd('\n');
    }

    private IEnumerable<IRenderable> Parts(BoxTotals totals, int rows)
    {
        IReadOnlyList<string> latest = events.Latest;
        int eventCount = Math.Min(latest.Count, MostEvents);
        string services = string.Join(", ", box.Routes.Select(static route => $"{route.Listen} → {route.To}"));
        yield return Line($"jumpingvpn nat  {services}", "bold");
        yield return Line($"{(int)totals.Uptime.TotalSeconds} s, seed {options.Seed}, NAT: {NatText.Of(box.Network.Nat)}");
        string state = box.IsPartitioned ? "PARTITIONED: nothing passes" : "";
        yield return Line(
            $"up {LinkText.Of(box.Network.Up)} | down {LinkText.Of(box.Network.Down)}  {state}",
            state.Length > 0 ? "red" : ""
        );
        yield return Line(_rates, "green");
        yield return Line(
            $"flows: {totals.Flows}, mappings: {totals.Mappings}, moved: {totals.Moved}, given up: {totals.Evicted}, "
                + $"in flight: {totals.InFlight}"
        );
        foreach ((DropReason reason, long count) in totals.Drops)
        {
            yield return Line($"{count, 8}  {DropReasonText.Of(reason)}", "yellow");
        }

        yield return Flows(Math.Max(1, rows - LinesAround - totals.Drops.Count - eventCount));
        foreach (string line in latest.Skip(latest.Count - eventCount))
        {
            yield return Line(line, "dim");
        }

        yield return Line(BoxKeys.Help, "bold");
    }

    private Table Flows(int most)
    {
        Table table = new() { Border = TableBorder.None };
        foreach (string column in new[] { "inside", "external", "remote", "age", "mapped", "left", "idle", "up", "down" })
        {
            table.AddColumn(new TableColumn(column) { NoWrap = true });
        }

        Dictionary<(Datagrams.TransportAddress, Datagrams.TransportAddress), TimeSpan> left = [];
        foreach ((Network.Nat.NatMapping mapping, TimeSpan rest) in box.Mappings())
        {
            left[(mapping.Inside, mapping.External)] = rest;
        }

        foreach (FlowView flow in box.Flows().Take(most))
        {
            table.AddRow(
                Cell($"{flow.Inside}"),
                Cell($"{flow.External}"),
                Cell($"{flow.Remote}"),
                Cell(Short(flow.Age)),
                Cell(Short(flow.MappedFor)),
                Cell(left.TryGetValue((flow.Inside, flow.Mapping), out TimeSpan rest) ? Short(rest) : "-"),
                Cell(Short(flow.Idle)),
                Cell($"{flow.Up.Datagrams}"),
                Cell($"{flow.Down.Datagrams}")
            );
        }

        return table;
    }

    private void TakeRates(BoxTotals now)
    {
        if (_before is { } before && now.Uptime - before.Uptime < ShortestForRates)
        {
            return;
        }

        double seconds = _before is null ? 0 : (now.Uptime - _before.Uptime).TotalSeconds;
        _rates = $"up {Rate(now.Up, _before?.Up ?? default, seconds)}   down {Rate(now.Down, _before?.Down ?? default, seconds)}";
        _before = now;
    }

    private static string Rate((long Datagrams, long Bytes) now, (long Datagrams, long Bytes) before, double seconds) =>
        seconds <= 0
            ? "…"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{(now.Datagrams - before.Datagrams) / seconds:0} datagrams/s, "
                    + $"{(now.Bytes - before.Bytes) * 8 / seconds / 1000:0.#} kbit/s"
            );

    private static string Short(TimeSpan time) =>
        time >= TimeSpan.FromDays(1_000) ? "∞"
        : time >= TimeSpan.FromMinutes(10) ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    private static Text Cell(string text) => new(text) { Overflow = Overflow.Ellipsis };

    private static Text Line(string text, string style = "") =>
        new($"{text}\n", style.Length == 0 ? Style.Plain : Style.Parse(style)) { Overflow = Overflow.Ellipsis };
}
