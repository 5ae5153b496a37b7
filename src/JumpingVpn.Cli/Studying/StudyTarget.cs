using JumpingVpn.Cli.Arguments;
using JumpingVpn.Reports.Studies;

namespace JumpingVpn.Cli.Studying;

/// <summary>A report of a study: its format, and where it goes.</summary>
/// <param name="Format">One of <see cref="Formats"/>.</param>
/// <param name="Path">The file.</param>
internal sealed record StudyTarget(string Format, string Path)
{
    /// <summary>The formats, and who writes them.</summary>
    public static IReadOnlyDictionary<string, Action<StudyReport, TextWriter>> Formats { get; } =
        new SortedDictionary<string, Action<StudyReport, TextWriter>>(StringComparer.Ordinal)
        {
            ["csv"] = StudyCsv.Write,
            ["html"] = StudyPage.Write,
            ["markdown"] = StudyMarkdown.Write,
        };

    /// <summary>Reads <c>html=study.html</c>.</summary>
    public static Parsed<StudyTarget> Parse(string text) =>
        text.Split('=', 2) is not [var format, { Length: > 0 } path]
            ? Parsed<StudyTarget>.Invalid("write FORMAT=FILE, e.g. html=study.html")
        : Formats.ContainsKey(format) ? new StudyTarget(format, path)
        : Parsed<StudyTarget>.Invalid($"there is no format '{format}': write {string.Join(", ", Formats.Keys)}");
}
