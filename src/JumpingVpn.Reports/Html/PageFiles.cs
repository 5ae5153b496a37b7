using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace JumpingVpn.Reports.Html;

/// <summary>The code and the style of the page, which are put into each report: it asks no network for anything.</summary>
internal static class PageFiles
{
    // In the order in which they are read: each file uses what those before it define.
    private static readonly string[] Scripts =
    [
        "data.js",
        "dom.js",
        "payload.js",
        "story.js",
        "mappings.js",
        "layout.js",
        "bands.js",
        "shapes.js",
        "ladder.js",
        "panels.js",
        "scenario.js",
        "lines.js",
        "diff.js",
        "compare.js",
        "overview.js",
        "main.js",
    ];

    private static readonly string[] Styles = ["base.css", "overview.css", "ladder.css", "print.css"];

    private static readonly string[] StudyStyles = ["base.css", "study.css", "print.css"];

    /// <summary>The script, in one piece.</summary>
    public static string Script { get; } = "\"use strict\";\n" + Join(Scripts);

    /// <summary>The style, in one piece.</summary>
    public static string Style { get; } = Join(Styles);

    /// <summary>What the page may do, as a content security policy: run this script and use this style, and load nothing at all.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; script-src '{HashOf(Script)}'; style-src '{HashOf(Style)}'; "
        + "img-src data: blob:; base-uri 'none'; form-action 'none'";

    /// <summary>The style of a study, in one piece.</summary>
    public static string StudyStyle { get; } = Join(StudyStyles);

    /// <summary>What the page of a study may do: use this style, and nothing else.</summary>
    public static string StudyPolicy { get; } =
        $"default-src 'none'; style-src '{HashOf(StudyStyle)}'; base-uri 'none'; form-action 'none'";

    private static string Join(string[] names) => string.Join("\n", names.Select(Read));

    private static string Read(string name)
    {
        using Stream stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream($"page/{name}")
            ?? throw new InvalidOperationException($"The page's file {name} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string HashOf(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
