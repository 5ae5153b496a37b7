using System.Globalization;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;

namespace JumpingVpn.Exploration.Importing;

/// <summary>Makes a scenario of captures: one of a NAT's inside and one of its outside, one that has both, or one of any place.</summary>
/// <remarks>Thread rule: that of the worker.</remarks>
/// <param name="worker">Runs the scenario, to see whether it does what the capture shows; it stays the caller's.</param>
/// <param name="planner">Of the worker's vocabulary.</param>
public sealed class CaptureImport(ScenarioWorker worker, ScenarioPlanner planner)
{
    // What is taken out in one run changes what comes after it in the next.
    private const int MostRehearsals = 5;

    /// <summary>Makes it, runs it, and mends what a NAT lets in that it kept out in the capture.</summary>
    /// <param name="captures">One, or two of the same time.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ImportRefusedException">They make no scenario.</exception>
    public ImportResult Import(IReadOnlyList<NamedCapture> captures, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(captures);
        ArgumentNullException.ThrowIfNull(options);
        var draft = new ImportDraft(new CaptureSides(captures, options.Outside), options.Tolerance);
        string title = string.Join(" and ", captures.Select(static capture => capture.Name));
        var rehearsal = new Rehearsal(worker, planner);
        string feature;
        RehearsalResult result;
        int runs = 0;
        do
        {
            draft.Reckon();
            feature = ImportWriter.Write(draft, title, options.WithBytes);
            result = rehearsal.Run(draft, feature, options.Tolerance);
        } while (result.Surplus && ++runs < MostRehearsals);

        int takenOut = draft.Journeys.Count(static it => it.IsTakenOut);
        List<string> understood = [.. draft.Notes, .. draft.Nats.SelectMany(static nat => nat.Findings.Told)];
        if (takenOut > 0)
        {
            understood.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{takenOut} that the NAT as it is described would let in are written as losses."
                )
            );
        }

        return new ImportResult
        {
            Feature = feature,
            Datagrams = draft.Lines.Count,
            Understood = understood,
            NotUnderstood = draft.NotUnderstood,
            Differences = result.Differences,
        };
    }
}
