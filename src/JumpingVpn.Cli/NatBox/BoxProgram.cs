using System.Globalization;
using System.Runtime.InteropServices;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Features.Wording;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Cli.NatBox;

/// <summary>Runs a box until it is to end, and says what happened.</summary>
internal static class BoxProgram
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    // Numbers of signals that .NET has no names for.
    private static readonly PosixSignal Rebinds = (PosixSignal)(OperatingSystem.IsMacOS() ? 30 : 10); // SIGUSR1
    private static readonly PosixSignal Flushes = (PosixSignal)(OperatingSystem.IsMacOS() ? 31 : 12); // SIGUSR2

    /// <summary>Runs it.</summary>
    public static async Task<Outcome> RunAsync(BoxOptions options, Surroundings surroundings)
    {
        Parsed<IReadOnlyList<BoxRoute>> routes = await BoxBuilder.ResolveAsync(options, surroundings.Stop);
        if (!routes.IsValid)
        {
            return Outcome.UsageClause(routes.Error);
        }

        BoxCapture? capture = null;
        try
        {
            capture = options.Capture is { } path ? BoxCapture.Create(path, surroundings.Clock, surroundings.Warn) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Outcome.Usage($"--pcap '{options.Capture}': {FileTrouble.Explain(options.Capture!, exception)}.");
        }

        using (capture)
        {
            bool showsView = surroundings.OutIsTerminal && surroundings.Variable("TERM") != "dumb" && !options.ShowsEvents;
            using BoxEvents events = new(surroundings, writes: !showsView);
            Parsed<Box> box = await Box.BuildAsync(routes.Value, options, events, capture);
            if (!box.IsValid)
            {
                return Outcome.UsageClause(box.Error);
            }

            await using (box.Value)
            {
                return await RunAsync(box.Value, options, events, showsView, surroundings);
            }
        }
    }

    private static async Task<Outcome> RunAsync(Box box, BoxOptions options, BoxEvents events, bool showsView, Surroundings surroundings)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(surroundings.Stop);
        Parsed<BoxServices> services = BoxServices.Start(box, options, events, end, surroundings);
        if (!services.IsValid)
        {
            return Outcome.UsageClause(services.Error);
        }

        await using (services.Value)
        {
            Announce(box, options, events);
            using IDisposable? signals = OnSignals(box, events);
            await BeatAsync(box, events, showsView ? new LiveView(box, options, events, surroundings, end) : null, surroundings, end.Token);
        }

        BoxTotals totals = box.Totals();
        events.Tell("NatEnd", [.. Members(totals)]);
        if (showsView)
        {
            BoxSummary.Write(totals, surroundings.Out);
        }

        return end.IsCancellationRequested && !surroundings.Stop.IsCancellationRequested ? Outcome.Success : Outcome.Stopped(surroundings);
    }

    /// <summary>Once a second: the books are closed on flows that are over, and what has changed is told or shown.</summary>
    private static async Task BeatAsync(Box box, BoxEvents events, LiveView? view, Surroundings surroundings, CancellationToken end)
    {
        Task viewing = view?.RunAsync(end) ?? Task.CompletedTask;
        long told = 0;
        using PeriodicTimer timer = new(Beat, surroundings.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                box.Prune();
                BoxTotals totals = box.Totals();
                if (view is null && totals.Entered != told)
                {
                    told = totals.Entered;
                    events.Tell("Counters", [.. Members(totals)]);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It is to end.
        }

        await viewing;
    }

    private static void Announce(Box box, BoxOptions options, BoxEvents events)
    {
        foreach (BoxRoute route in box.Routes)
        {
            events.Tell(
                "NatStart",
                ("listen", $"{route.Listen}"),
                ("to", $"{route.To}"),
                ("external", string.Join(", ", box.External)),
                ("nat", NatText.Of(options.Network.Nat)),
                ("up", LinkText.Of(options.Network.Up)),
                ("down", LinkText.Of(options.Network.Down)),
                ("tcp", options.PassesTcp),
                ("seed", options.Seed.ToString(CultureInfo.InvariantCulture))
            );
        }
    }

    private static List<(string Name, object Value)> Members(BoxTotals totals) =>
        [
            ("flows", totals.Flows),
            ("mappings", totals.Mappings),
            ("begun", totals.Begun),
            ("moved", totals.Moved),
            ("evicted", totals.Evicted),
            ("entered", totals.Entered),
            ("up_datagrams", totals.Up.Datagrams),
            ("up_bytes", totals.Up.Bytes),
            ("down_datagrams", totals.Down.Datagrams),
            ("down_bytes", totals.Down.Bytes),
            ("duplicated", totals.Duplicated),
            ("in_flight", totals.InFlight),
            ("dropped", totals.Dropped),
            ("drops", totals.Drops.ToDictionary(static each => each.Key.ToString(), static each => each.Value)),
        ];

    private static SignalPair? OnSignals(Box box, BoxEvents events)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        return new SignalPair(
            PosixSignalRegistration.Create(Rebinds, context => Act(context, events, () => box.Rebind(NatRebindingKind.Port))),
            PosixSignalRegistration.Create(Flushes, context => Act(context, events, () => box.Flush()))
        );
    }

    private static void Act(PosixSignalContext context, BoxEvents events, Action act)
    {
        context.Cancel = true; // else the process would end
        try
        {
            act();
        }
        catch (InvalidOperationException refusal)
        {
            events.Tell("Refused", ("why", refusal.Message));
        }
    }

    private sealed record SignalPair(PosixSignalRegistration First, PosixSignalRegistration Second) : IDisposable
    {
        public void Dispose()
        {
            First.Dispose();
            Second.Dispose();
        }
    }
}
