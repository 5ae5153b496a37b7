using System.Globalization;
using JumpingVpn.Cli.Sharding;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Exploration.Shrinking;
using JumpingVpn.Exploration.Trials;

namespace JumpingVpn.Cli.Exploring;

/// <summary>Tells a person how an exploration goes: a line that is rewritten on a terminal, a line now and then elsewhere.</summary>
internal sealed class ExploreReport(Surroundings surroundings, ExploreOptions options)
{
    private const string EraseLine = "\r\e[2K";
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(10);

    private readonly TextWriter _out = surroundings.Out;
    private readonly Ink _ink = surroundings.OutInk;
    private readonly Lock _gate = new();
    private TimeSpan _next;
    private int _found;

    /// <summary>The first line.</summary>
    public void Start(int scenarios) =>
        Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"exploring {scenarios} {(scenarios == 1 ? "scenario" : "scenarios")} from seed {options.From} "
                    + $"by the strategy {options.Strategy.Name}, {Limit()}"
            )
        );

    /// <summary>Shows how far it is, as often as is good for who reads it.</summary>
    public void Progress(TimeSpan passed, ExploreCounts counts, int found)
    {
        if ((passed < _next && found == _found) || !_gate.TryEnter())
        {
            return;
        }

        try
        {
            if (passed >= _next || found != _found)
            {
                _next = passed + (_ink.Enabled ? Often : Seldom);
                Show(passed, counts, found);
                _found = found;
            }
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Tells of a finding.</summary>
    public void Found(Finding finding, string? path)
    {
        TrialResult first = finding.First;
        Say($"{_ink.Red("found")} in {finding.Origin}: {finding.Title}");
        Say($"  {Short((finding.Shrunk?.Message ?? first.Message ?? "").Split('\n')[0])}");
        if (finding.Shrunk is { } shrunk)
        {
            Say(string.Create(CultureInfo.InvariantCulture, $"  {Steps(shrunk)}: {path ?? "printed above"}"));
        }
        else
        {
            Say("  no scenario made of steps alone fails like this; jumpingvpn replay repeats it from its log:");
            foreach (string fault in first.Struck.Select(static fault => fault.Sentence))
            {
                Say($"    {fault}");
            }
        }
    }

    /// <summary>Tells that another scenario gave a shorter feature for a finding.</summary>
    public void Shortened(Finding finding, string? path) =>
        Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"shorter: {Steps(finding.Shrunk!)}, from {finding.Origin}: {path ?? "printed above"}"
            )
        );

    /// <summary>The last lines.</summary>
    public void Finish(TimeSpan passed, ExploreCounts counts, int found, int unshrunk)
    {
        Say(Sums(passed, counts, found));
        if (unshrunk > 0)
        {
            Say(string.Create(CultureInfo.InvariantCulture, $"{unshrunk} further findings were not shrunk: fix these first."));
        }

        if (counts.Unexplored > 0)
        {
            Say(Unexplored(counts.Unexplored));
        }

        if (counts.Explored == 0 && counts.Vacuous + counts.Unplanned > 0)
        {
            Say("no fault ever struck: nothing was explored.");
        }
    }

    /// <summary>Says a line.</summary>
    public void Say(string line)
    {
        lock (_gate)
        {
            _out.WriteLine(_ink.Enabled ? $"{EraseLine}{line}" : line);
        }
    }

    /// <summary>Says that it was asked to end: a run that is under way may take a while.</summary>
    public void SayThatItEnds() => Say("finishing the current runs; what was found is kept. Press Ctrl-C again to stop at once.");

    /// <summary>Says how many scenarios were not explored.</summary>
    public static string Unexplored(int scenarios) =>
        scenarios == 1
            ? "1 scenario failed without faults, and was not explored."
            : string.Create(CultureInfo.InvariantCulture, $"{scenarios} scenarios failed without faults, and were not explored.");

    private static string Short(string text) => text.Length <= 240 ? text : string.Concat(text.AsSpan(0, 239), "…");

    private void Show(TimeSpan passed, ExploreCounts counts, int found)
    {
        string left = options.Time is { } time ? string.Create(CultureInfo.InvariantCulture, $" of {time.TotalSeconds:0}") : "";
        string text = string.Create(CultureInfo.InvariantCulture, $"{passed.TotalSeconds:0}{left} s, {Brief(passed, counts, found)}");
        if (_ink.Enabled)
        {
            _out.Write($"{EraseLine}{_ink.Dim(text[..Math.Min(text.Length, Math.Max(surroundings.Columns() - 1, 0))])}");
            _out.Flush();
        }
        else if (passed >= Seldom || found != _found)
        {
            _out.WriteLine(text);
        }
    }

    // What matters most comes first: a narrow terminal cuts the rest.
    private static string Brief(TimeSpan passed, ExploreCounts counts, int found) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{found} found, {counts.Explored:#,0} runs ({Rate(passed, counts):#,0}/s), {counts.States:#,0} states of the network"
        );

    private static string Steps(ShrunkFeature shrunk) =>
        string.Create(CultureInfo.InvariantCulture, $"{shrunk.Scenario.Steps.Count} step{(shrunk.Scenario.Steps.Count == 1 ? "" : "s")}");

    private static double Rate(TimeSpan passed, ExploreCounts counts) => counts.Explored / Math.Max(passed.TotalSeconds, 0.001);

    private static string Sums(TimeSpan passed, ExploreCounts counts, int found) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{counts.Explored:#,0} runs explored ({Rate(passed, counts):#,0}/s), "
                + $"{counts.Vacuous:#,0} whose faults never struck, {counts.Unplanned:#,0} seeds without a plan of their own, "
                + $"{counts.States:#,0} states of the network, {found} found"
        );

    private string Limit() =>
        (options.Time, options.Seeds) switch
        {
            ({ } time, null) => string.Create(CultureInfo.InvariantCulture, $"for {time.TotalSeconds:0.###} s"),
            (null, { } seeds) when options.Shard != Shard.Whole => string.Create(
                CultureInfo.InvariantCulture,
                $"part {options.Shard} of {seeds} seeds each"
            ),
            (null, { } seeds) => string.Create(CultureInfo.InvariantCulture, $"{seeds} seeds each"),
            ({ } time, { } seeds) => string.Create(
                CultureInfo.InvariantCulture,
                $"{seeds} seeds each, for {time.TotalSeconds:0.###} s at most"
            ),
            _ => "without end",
        };
}
