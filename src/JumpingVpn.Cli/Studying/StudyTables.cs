using JumpingVpn.Cli.Scenarios;
using JumpingVpn.Cli.Sharding;
using JumpingVpn.Exploration.Studies;
using JumpingVpn.Reports.Studies;

namespace JumpingVpn.Cli.Studying;

/// <summary>Makes the tables of a study from its runs.</summary>
internal static class StudyTables
{
    public static StudyReport Of(StudyFold fold, ResultHeader header)
    {
        ILookup<int, SampleLine> runs = fold.Runs.ToLookup(static run => run.Case);
        StudyTable[] tables =
        [
            .. fold
                .Cases.Where(it => runs.Contains(it.Case))
                .GroupBy(static it => (it.Feature, it.Title, Columns: string.Join('\n', it.Columns)))
                .Select(cases => TableOf([.. cases], runs)),
        ];
        string title = string.Join(", ", fold.Cases.Select(static it => it.Feature).Distinct(StringComparer.Ordinal));
        return new StudyReport(title, header.Version.Split('+')[0], CommandOf(fold, header), header.Seeds, tables);
    }

    private static StudyTable TableOf(IReadOnlyList<CaseLine> cases, ILookup<int, SampleLine> runs)
    {
        CaseLine first = cases[0];
        // Where the sentence differs from case to case, the first one represents all.
        return new StudyTable(
            first.Title,
            first.Description,
            first.Measured,
            first.Columns,
            [.. cases.Select(it => RowOf(it, [.. runs[it.Case]]))]
        );
    }

    private static StudyRow RowOf(CaseLine it, SampleLine[] runs)
    {
        var held = new Proportion(runs.Count(static run => run.Held), runs.Length);
        TimeSpan[] times = [.. runs.Select(static run => run.Time).OfType<TimeSpan>().Order()];
        StudyEstimate? At(int percent) =>
            it.Measured is null ? null
            : Quantile.Of(times, runs.Length, percent) is var quantile
                ? new StudyEstimate(quantile.Value?.TotalSeconds, quantile.Low?.TotalSeconds, quantile.High?.TotalSeconds)
            : null;
        return new StudyRow(it.Values, runs.Length, held.Held, new StudyEstimate(held.Share, held.Low, held.High), At(50), At(99));
    }

    private static string CommandOf(StudyFold fold, ResultHeader header)
    {
        IEnumerable<string> files = fold.Cases.Select(static it => it.At[..Math.Max(0, it.At.LastIndexOf(':'))]);
        string[] words =
        [
            "study",
            .. files.Distinct(StringComparer.Ordinal),
            "--from",
            FormattableString.Invariant($"{header.From}"),
            "--seeds",
            FormattableString.Invariant($"{header.Seeds}"),
        ];
        return $"jumpingvpn {string.Join(' ', words.Select(ReplayCommand.Quote))}";
    }
}
