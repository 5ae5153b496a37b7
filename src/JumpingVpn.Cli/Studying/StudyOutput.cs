using System.Text;
using JumpingVpn.Cli.Sharding;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Features.Wording;
using JumpingVpn.Lab;
using JumpingVpn.Reports.Studies;

namespace JumpingVpn.Cli.Studying;

/// <summary>Writes what a study found: the result file, and the reports; without a report, the tables as Markdown.</summary>
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
                using var writer = new StreamWriter(OutputFile.Create(path, bufferSize: 1 << 16), new UTF8Encoding(false));
                StudyTarget.Formats[target.Format](report, writer);
                surroundings.Error.WriteLine($"report: {path}");
            }

            if (options.Reports.Count == 0 && options.ResultsPath is null)
            {
                StudyMarkdown.Write(report, surroundings.Out);
            }

            return Outcome.Success;
        }
        catch (ResultFileException exception)
        {
            return Outcome.Usage(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Outcome.Usage($"{path}: the file cannot be written: {FileTrouble.Explain(path, exception)}.");
        }
    }
}
