using System.Globalization;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Exploration.Importing;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Features.Wording;
using JumpingVpn.Simulation.Captures;

namespace JumpingVpn.Cli.Importing;

/// <summary>Reads captures, makes the scenario, and says what was understood.</summary>
internal static class ImportRun
{
    private const int MostFiles = 2;

    public static Outcome Execute(
        IReadOnlyList<string> paths,
        string? output,
        ImportOptions options,
        StepVocabulary vocabulary,
        Surroundings surroundings
    )
    {
        if (paths.Count > MostFiles)
        {
            return Outcome.Usage($"{paths.Count} captures are too many: name one, or one of each side of a NAT.");
        }

        List<NamedCapture> captures = [];
        foreach (string path in paths)
        {
            if (Read(path, captures, surroundings) is { } refusal)
            {
                return Outcome.Usage(refusal);
            }
        }

        ImportResult result;
        try
        {
            using var run = TestRun.Start(vocabulary);
            using ScenarioWorker worker = run.OpenWorker();
            result = new CaptureImport(worker, new ScenarioPlanner(vocabulary)).Import(captures, options);
        }
        catch (ImportRefusedException exception)
        {
            return Outcome.Usage($"{string.Join(", ", paths)}: {exception.Message}");
        }

        if (Write(result.Feature, output, surroundings) is { } failure)
        {
            return Outcome.Failure(failure);
        }

        Tell(result, captures, surroundings);
        return result.Differences.Count == 0 ? Outcome.Success : Outcome.Failure(null);
    }

    private static string? Read(string path, List<NamedCapture> captures, Surroundings surroundings)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            captures.Add(new NamedCapture(Path.GetFileName(path), CaptureReader.Read(stream, surroundings.Stop)));
            return null;
        }
        catch (CaptureFormatException exception)
        {
            return $"'{path}': {exception.Message}";
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"'{path}' cannot be read: {FileTrouble.Explain(path, exception)}.";
        }
    }

    private static string? Write(string feature, string? output, Surroundings surroundings)
    {
        if (output is null)
        {
            surroundings.Out.Write(feature);
            return null;
        }

        try
        {
            File.WriteAllText(output, feature);
            return null;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"'{output}' cannot be written: {FileTrouble.Explain(output, exception)}.";
        }
    }

    private static void Tell(ImportResult result, List<NamedCapture> captures, Surroundings surroundings)
    {
        TextWriter to = surroundings.Error; // the feature itself may go to standard output
        foreach ((string name, CaptureContent content) in captures)
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {content.Seen} UDP datagrams"));
            foreach ((string what, long count) in content.Skipped)
            {
                to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  passed over: {count} of {what}"));
            }

            if (content.Seen > content.Datagrams.Count)
            {
                to.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"  the first {content.Datagrams.Count} are taken: more make no scenario that can be read"
                    )
                );
            }

            if (content.Broken is { } broken)
            {
                to.WriteLine($"  {broken} What came before is taken.");
            }
        }

        foreach (string line in result.Understood.Concat(result.NotUnderstood))
        {
            to.WriteLine(line);
        }

        to.WriteLine(
            result.Differences.Count == 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"The scenario was run: its {result.Datagrams} datagrams have the order, times, lengths and fates of the capture."
                )
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"The scenario was run: its {result.Datagrams} datagrams are not those of the capture."
                )
        );
        foreach (string difference in result.Differences)
        {
            to.WriteLine($"  {difference}");
        }
    }
}
