using System.Globalization;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Simulation.Captures;
using JumpingVpn.Simulation.Tracing;
using JumpingVpn.Steps;

namespace JumpingVpn.Exploration.Importing;

/// <summary>Runs an imported scenario on the simulated network, captures it, and compares that capture with the first one.</summary>
internal sealed class Rehearsal(ScenarioWorker worker, ScenarioPlanner planner)
{
    /// <summary>Runs it.</summary>
    /// <param name="draft">What it should do; what a NAT lets in that it kept out in the capture is marked as taken out.</param>
    /// <param name="feature">The same as text.</param>
    /// <param name="tolerance">By how much times may differ.</param>
    /// <returns>What differs, in sentences that are counted.</returns>
    public RehearsalResult Run(ImportDraft draft, string feature, TimeSpan tolerance)
    {
        var file = FeatureFile.Parse(feature, "import.feature");
        if (file.Errors.Count > 0)
        {
            return RehearsalResult.Of($"the scenario cannot be read: {file.Errors[0]}");
        }

        PlannedScenario planned = planner.Plan(file.Scenarios[0]);
        if (planned.Errors.FirstOrDefault() is { } error)
        {
            return RehearsalResult.Of($"the scenario cannot be run: {error}");
        }

        using var stream = new MemoryStream();
        ScenarioResult result = worker.Run(
            planned,
            new LabSettings { Backend = BackendTags.Simulated, Capture = new PcapngCapture(stream, "import") }
        );
        stream.Position = 0;
        var sides = new CaptureSides([new NamedCapture("import", CaptureReader.ReadAll(stream))], outside: []);
        RehearsalResult compared = Compare(draft, new JourneyBuilder(sides).Journeys, tolerance);
        if (result.Outcome != ScenarioOutcome.Passed && compared.Differences.Count == 0)
        {
            compared.Add($"the scenario itself fails: {(result.Message ?? "").Split('\n')[0]}");
        }

        return compared;
    }

    private static RehearsalResult Compare(ImportDraft draft, IReadOnlyList<Journey> run, TimeSpan tolerance)
    {
        var result = new RehearsalResult();
        Journey[] sent = [.. run.Where(static it => it.CopyOf is null)];
        if (sent.Length != draft.Lines.Count)
        {
            result.Add(string.Create(CultureInfo.InvariantCulture, $"{sent.Length} datagrams are sent instead of {draft.Lines.Count}"));
            return result;
        }

        TimeSpan capturedBegin = draft.Lines[0].Journey.SentAt;
        TimeSpan runBegin = sent[0].SentAt;
        for (int i = 0; i < sent.Length; i++)
        {
            Journey wanted = draft.Lines[i].Journey;
            Journey found = sent[i];
            bool arrives = found.Fate == JourneyFate.Arrived;
            bool isSame =
                (found.From.Name, found.Flight.Payload.Length) == (wanted.From.Name, wanted.Flight.Payload.Length)
                && (!arrives || found.To.Name == wanted.To.Name);
            if (!isSame)
            {
                result.Add("comes from another host, goes to another, or has another length", i + 1);
            }
            else if (arrives != (wanted.Fate == JourneyFate.Arrived))
            {
                wanted.IsTakenOut |= arrives;
                result.Surplus |= arrives;
                result.Add(arrives ? "arrives, but did not in the capture" : "does not arrive, but did in the capture", i + 1);
            }
            else if (
                Differs(wanted.SentAt - capturedBegin, found.SentAt - runBegin, tolerance)
                || Differs(wanted.OutAt - capturedBegin, found.OutAt - runBegin, tolerance)
                || Differs(wanted.InAt - capturedBegin, found.InAt - runBegin, tolerance)
                || Differs(wanted.ArrivedAt - capturedBegin, found.ArrivedAt - runBegin, tolerance)
            )
            {
                result.Add("is somewhere at a different time from the capture", i + 1);
            }
        }

        int copies = run.Count(static it => it.CopyOf is not null);
        int wantedCopies = draft.Journeys.Count(static it => it.CopyOf is not null);
        if (copies != wantedCopies)
        {
            result.Add(string.Create(CultureInfo.InvariantCulture, $"{copies} copies are made instead of {wantedCopies}"));
        }

        return result;
    }

    /// <summary>Whether two times differ; what the capture does not tell does not. Every link on the way may add its share.</summary>
    private static bool Differs(TimeSpan? wanted, TimeSpan? found, TimeSpan tolerance) =>
        wanted is { } known && (found is not { } at || (known - at).Duration() > tolerance * 3);
}
