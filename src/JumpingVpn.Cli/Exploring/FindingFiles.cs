using JumpingVpn.Cli.Terminal;
using JumpingVpn.Exploration.Shrinking;
using JumpingVpn.Exploration.Trials;

namespace JumpingVpn.Cli.Exploring;

/// <summary>Writes findings to their folder; what cannot be written is printed, so that nothing is lost.</summary>
internal sealed class FindingFiles(string folder, TrialSource source, Surroundings surroundings)
{
    /// <summary>Writes the feature and the log of a finding.</summary>
    /// <returns>The path of the feature; null where there is none, or where it was printed.</returns>
    public string? Write(Finding finding)
    {
        Save(folder, $"{finding.Name}.decisions", DecisionLog.Of(finding.First, source).ToString(), surroundings);
        return finding.Shrunk is null
            ? null
            : Save(folder, $"{finding.Name}.feature", FeatureWriter.Write(finding.Shrunk, finding.Origin), surroundings);
    }

    /// <summary>Writes a file, or prints what was to be in it.</summary>
    /// <returns>Its path; null where it was printed.</returns>
    public static string? Save(string folder, string name, string text, Surroundings surroundings)
    {
        string path = Path.Combine(folder, name);
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(path, text);
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            surroundings.Warn($"{path} cannot be written: {exception.Message} It follows here.");
            surroundings.Out.WriteLine(text);
            return null;
        }
    }
}
