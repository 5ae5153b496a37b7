using System.Globalization;
using System.Text;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Exploration.Importing;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Features.Wording;
using JumpingVpn.Lab;
using JumpingVpn.Reports;
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

        if (paths.Count > 1 && options.Outside.Count > 0)
        {
            return Outcome.Usage("--outside is for one capture of both sides of a NAT: of two captures each is one side.");
        }

        List<NamedCapture> captures = [];
        foreach (string path in paths)
        {
            if (Read(path, captures, surroundings) is { } refusal)
            {
                return Outcome.Usage(refusal);
            }
        }

        captures.ForEach(capture => Tell(capture, surroundings.Error));
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

        Tell(result, surroundings.Error);
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
            WholeFile.Write(
                output,
                static name => OutputFile.Create(name, bufferSize: 1 << 16),
                stream => stream.Write(Encoding.UTF8.GetBytes(feature))
            );
            return null;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"'{output}' cannot be written: {FileTrouble.Explain(output, exception)}.";
        }
    }

    /// <summary>Says what was read of a file, be there a scenario in it or not. The feature itself may go to standard output.</summary>
    private static void Tell(NamedCapture capture, TextWriter to)
    {
        (string name, CaptureContent content) = capture;
        string datagrams = content.Seen == 1 ? "datagram" : "datagrams";
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {content.Seen} UDP {datagrams}"));
        foreach ((string what, long count) in content.Skipped)
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  skipped: {count} of {what}"));
        }

        if (content.Seen > content.Datagrams.Count)
        {
            to.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  the first {content.Datagrams.Count} are used: a longer scenario could not be read"
                )
            );
        }

        if (content.Broken is { } broken)
        {
            to.WriteLine($"  {broken} What came before is used.");
        }
    }

    private static void Tell(ImportResult result, TextWriter to)
    {
        foreach (string line in result.Understood.Concat(result.NotUnderstood))
        {
            to.WriteLine(line);
        }

        to.WriteLine(
            (result.Differences.Count, result.Datagrams) switch
            {
                (0, 1) => "The scenario was run: its 1 datagram has the time, length and fate of the capture.",
                (0, var all) => string.Create(
                    CultureInfo.InvariantCulture,
                    $"The scenario was run: its {all} datagrams have the order, times, lengths and fates of the capture."
                ),
                (_, 1) => "The scenario was run: its 1 datagram is not that of the capture.",
                (_, var all) => string.Create(
                    CultureInfo.InvariantCulture,
                    $"The scenario was run: its {all} datagrams are not those of the capture."
                ),
            }
        );
        foreach (string difference in result.Differences)
        {
            to.WriteLine($"  {difference}");
        }
    }
}
