using System.Diagnostics.CodeAnalysis;
using JumpingVpn.Features.Wording;

namespace JumpingVpn.Reports;

/// <summary>A report that is asked for: its format, and the file it goes to.</summary>
/// <param name="Format">The format.</param>
/// <param name="Path">The file, which is overwritten.</param>
public sealed record ReportTarget(ReportFormat Format, string Path)
{
    private static readonly string[] Words = [.. Enum.GetNames<ReportFormat>().Select(static name => name.ToLowerInvariant())];

    /// <summary>Reads <c>html=FILE</c>, <c>junit=FILE</c>, <c>messages=FILE</c> or <c>markdown=FILE</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="target">What it says, or null.</param>
    /// <param name="error">What to write instead, or null.</param>
    /// <returns>Whether it says anything.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out ReportTarget? target, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string word = equals < 0 ? text : text[..equals];
        string path = equals < 0 ? string.Empty : text[(equals + 1)..];
        int format = Array.IndexOf(Words, word.ToLowerInvariant());
        target = format >= 0 && path.Length > 0 ? new ReportTarget((ReportFormat)format, path) : null;
        error =
            target is not null ? null
            : format < 0 ? $"write html=FILE, junit=FILE, messages=FILE or markdown=FILE{Suggestion.Among(word, Words)}"
            : $"write the file, too: {word}=FILE";
        return target is not null;
    }

    /// <summary>As it was written.</summary>
    /// <returns><c>html=FILE</c>.</returns>
    public override string ToString() => $"{Words[(int)Format]}={Path}";

    /// <summary>A file for this report in a folder, to show what to write.</summary>
    internal string ExampleIn(string folder) =>
        System.IO.Path.Combine(
            folder,
            Format switch
            {
                ReportFormat.Html => "report.html",
                ReportFormat.JUnit => "junit.xml",
                ReportFormat.Messages => "run.ndjson",
                _ => "summary.md",
            }
        );
}
