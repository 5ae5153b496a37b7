using System.Text;
using System.Text.RegularExpressions;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Endpoints;
using JumpingVpn.Exploration.Shrinking;
using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features.Wording;
using JumpingVpn.Lab;
using JumpingVpn.Reports;

namespace JumpingVpn.Cli.Exploring;

/// <summary>Writes findings to their folder; what cannot be written is printed, so that nothing is lost.</summary>
internal sealed partial class FindingFiles(ExploreOptions options, TrialSource source, Surroundings surroundings)
{
    /// <summary>Writes the feature and the log of a finding.</summary>
    /// <returns>The path of the feature; null if there is none, or where it was printed.</returns>
    public string? Write(Finding finding)
    {
        Save(options.Out, $"{finding.Name}.decisions", DecisionLog.Of(finding.First, source).ToString(), surroundings);
        if (finding.Shrunk is not { } shrunk)
        {
            return null;
        }

        string text = Moved(FeatureWriter.Write(shrunk, finding.Origin, options.Isolate), shrunk.Scenario.Feature.Folder, options.Out);
        return Save(options.Out, $"{finding.Name}.feature", text, surroundings);
    }

    /// <summary>A feature with the programs of endpoints named from where it is written.</summary>
    /// <param name="text">The feature.</param>
    /// <param name="from">The folder from which its programs are named.</param>
    /// <param name="to">The folder where it is written.</param>
    public static string Moved(string text, string from, string to) =>
        Program()
            .Replace(
                text,
                match => $"{match.Groups[1].Value}{EndpointPrograms.Renamed(match.Groups[2].Value, from, Path.GetFullPath(to))}\""
            );

    /// <summary>Writes a file, or prints what was to be in it.</summary>
    /// <returns>Its path; null if it was printed.</returns>
    public static string? Save(string folder, string name, string text, Surroundings surroundings)
    {
        string path = Path.Combine(folder, name);
        try
        {
            Directory.CreateDirectory(folder);
            WholeFile.Write(
                path,
                static name => OutputFile.Create(name, bufferSize: 1 << 16),
                stream => stream.Write(Encoding.UTF8.GetBytes(text))
            );
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            surroundings.Warn($"{path} cannot be written: {FileTrouble.Explain(path, exception)}. It follows here.");
            surroundings.Out.WriteLine(text);
            return null;
        }
    }

    [GeneratedRegex(@"^(\s*\S+ an endpoint .* that runs "")([^""\\]*)""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Program();
}
