using System.Globalization;
using Gherkin;
using JumpingVpn.Features.Wording;

namespace JumpingVpn.Features.Documents;

/// <summary>Says in plain words what the parser did not like.</summary>
internal static class SyntaxErrors
{
    private const int MaxShown = 60;
    private const string EndOfFile = "the end of the file";

    private static readonly string[] StepWords = ["Given", "When", "Then", "And", "But"];
    private static readonly string[] Headers = ["Feature", "Background", "Scenario", "Rule", "Examples"];

    public static IReadOnlyList<FeatureError> Explain(ParserException exception, string path, string text)
    {
        string[] lines = text.Split('\n');
        IEnumerable<ParserException> parts = exception is CompositeParserException composite ? composite.Errors : [exception];

        // Without its header no line of a feature is where it may be: that says nothing about the lines.
        bool lacksHeader = parts.FirstOrDefault() is UnexpectedTokenException first && first.ExpectedTokenTypes.Contains("#FeatureLine");
        return [.. (lacksHeader ? parts.Take(1) : parts).Select(part => Explain(part, path, lines))];
    }

    private static FeatureError Explain(ParserException exception, string path, string[] lines)
    {
        int line = exception.Location?.Line ?? 0;
        string message = exception switch
        {
            UnexpectedTokenException token =>
                $"expected {Expected(token.ExpectedTokenTypes)}, but found `{Shown(lines, line)}`{Meant(lines, line)}",
            UnexpectedEOFException end => $"the file ends here, but {Expected(end.ExpectedTokenTypes)} was expected",
            NoSuchLanguageException => $"the language in `{Shown(lines, line)}` is not known; write e.g. `# language: de`",
            InvalidTagException => $"a tag must not contain blanks: `{Shown(lines, line)}`",
            AstBuilderException => $"the row `{Shown(lines, line)}` has {Cells(lines, line)}, and the first row of its table "
                + Cells(lines, FirstRow(lines, line)),
            _ => exception.Message,
        };
        string odd = line >= 1 && line <= lines.Length ? OddCharacters.Describe(lines[line - 1].TrimEnd(), 1, quotes: false) : string.Empty;
        return new FeatureError(path, line, exception.Location?.Column ?? 0, odd.Length == 0 ? message : $"{message} (the line has {odd})");
    }

    // `Wen the phone …` and `and 5 s pass`: the keyword that the line was meant to begin with, in English files and those that
    // look like them.
    private static string Meant(string[] lines, int line)
    {
        string word = Shown(lines, line).Split([' ', '\t', ':'], 2)[0];
        if (Shown(lines, line).StartsWith($"{word}:", StringComparison.Ordinal))
        {
            return Array.Find(Headers, known => Suggestion.Distance(word, known) is > 0 and <= 2) is { } header
                ? $"; did you mean `{header}:`?"
                : string.Empty;
        }

        return
            word.Length >= 2
            && Array.Find(StepWords, known => word != known && Suggestion.Distance(word, known) <= (known.Length > 3 ? 1 : 0)) is { } meant
            ? $"; did you mean `{meant}`?"
            : string.Empty;
    }

    private static string Cells(string[] lines, int line)
    {
        string row = lines[line - 1].Replace("\\\\", "", StringComparison.Ordinal).Replace("\\|", "", StringComparison.Ordinal);
        int cells = row.Count(static letter => letter == '|') - 1;
        return cells == 1 ? "1 cell" : string.Create(CultureInfo.InvariantCulture, $"{cells} cells");
    }

    private static int FirstRow(string[] lines, int line)
    {
        while (line > 1 && lines[line - 2].TrimStart() is ['|', ..] or ['#', ..] or [])
        {
            line--;
        }

        return line + Array.FindIndex(lines[(line - 1)..], static it => it.TrimStart().StartsWith('|'));
    }

    private static string Shown(string[] lines, int line)
    {
        string text = line >= 1 && line <= lines.Length ? lines[line - 1].Trim() : string.Empty;
        return text.Length <= MaxShown ? text : string.Concat(text.AsSpan(0, MaxShown), "…");
    }

    private static string Expected(IEnumerable<string> tokenTypes)
    {
        var names = tokenTypes.Select(Name).OfType<string>().Distinct().ToList();
        if (names.Count > 1)
        {
            names.Remove(EndOfFile);
        }

        return names.Count switch
        {
            0 => "something else",
            1 => names[0],
            _ => $"{string.Join(", ", names.Take(names.Count - 1))} or {names[^1]}",
        };
    }

    // Comments, empty lines and the language are possible nearly everywhere: naming them would hide what is missing.
    private static string? Name(string tokenType) =>
        tokenType switch
        {
            "#EOF" => EndOfFile,
            "#TagLine" => "a tag",
            "#FeatureLine" => "`Feature:`",
            "#RuleLine" => "`Rule:`",
            "#BackgroundLine" => "`Background:`",
            "#ScenarioLine" => "`Scenario:`",
            "#ExamplesLine" => "`Examples:`",
            "#StepLine" => "a step (`Given`, `When`, `Then`, `And`, `But` or `*`)",
            "#DocStringSeparator" => "a doc string (`\"\"\"`)",
            "#TableRow" => "a table row (`| … |`)",
            "#Other" => "free text",
            _ => null,
        };
}
