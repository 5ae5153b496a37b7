using System.Text;
using JumpingVpn.Cli.Sharding;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Lab;
using JumpingVpn.Reports;
using JumpingVpn.Reports.Studies;

namespace JumpingVpn.Cli.Studying;

/// <summary>Writes what a study found: the result file, and the reports; without a report, the tables, as text on a terminal and else as
/// Markdown.</summary>
internal static class StudyOutput
{
    /// <summary>Writes it all.</summary>
    /// <param name="fold">The results.</param>
    /// <param name="header">What they are of.</param>
    /// <param name="options">Where they go.</param>
    /// <param name="surroundings">Where it is told.</param>
    /// <returns>Success, or what could not be written.</returns>
    public static Outcome Write(StudyFold fold, ResultHeader header, StudyOptions options, Surroundings surroundings)
    {
        string path = options.ResultsPath ?? "";
        try
        {
            if (options.ResultsPath is not null)
            {
                ResultFile.Write(path, header, fold.Rows);
                surroundings.Error.WriteLine($"results: {path}");
            }

            StudyReport report = StudyTables.Of(fold, header);
            foreach (StudyTarget target in options.Reports)
            {
                path = target.Path;
                WholeFile.Write(path, static name => OutputFile.Create(name, bufferSize: 1 << 16), stream => Write(report, target, stream));
                surroundings.Error.WriteLine($"report: {path}");
            }

            if (options.Reports.Count == 0 && options.ResultsPath is null)
            {
                Action<StudyReport, TextWriter> write = surroundings.OutIsTerminal ? StudyText.Write : StudyMarkdown.Write;
                write(report, surroundings.Out);
            }

            return Outcome.Success;
        }
        catch (ResultFileException exception)
        {
            return Outcome.Usage(exception.Message);
        }
        catch (Exception exception) when (exception is (IOException and not StandardOutputException) or UnauthorizedAccessException)
        {
            return Outcome.Usage($"{path}: the file cannot be written: {exception.Message}");
        }
    }

    private static void Write(StudyReport report, StudyTarget target, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        StudyTarget.Formats[target.Format](report, writer);
    }
}
