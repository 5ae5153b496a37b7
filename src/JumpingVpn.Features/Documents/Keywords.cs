using JumpingVpn.Features.Wording;
using GherkinDialect = Gherkin.GherkinDialect;
using GherkinDialectProvider = Gherkin.GherkinDialectProvider;

namespace JumpingVpn.Features.Documents;

/// <summary>The keywords of a file's language, and what is so near to one that it was meant as one.</summary>
internal sealed class Keywords
{
    // One letter away from Given, When or Then, but English.
    private static readonly string[] PlainWords =
    [
        "They",
        "Them",
        "Than",
        "Thin",
        "Thee",
        "Wren",
        "Gives",
        "Giver",
        "Givens",
        "Riven",
        "Liven",
    ];

    private readonly List<string> _blocks;
    private readonly List<string> _steps;
    private readonly string[] _misspellable;

    private Keywords(GherkinDialect dialect, string language)
    {
        IEnumerable<IEnumerable<string>> blocks =
        [
            dialect.FeatureKeywords,
            dialect.RuleKeywords,
            dialect.BackgroundKeywords,
            dialect.ScenarioKeywords,
            dialect.ScenarioOutlineKeywords,
            dialect.ExamplesKeywords,
        ];
        _blocks = [.. blocks.SelectMany(words => words).Select(word => word.Trim()).Distinct(StringComparer.Ordinal)];
        IEnumerable<IEnumerable<string>> steps =
        [
            dialect.GivenStepKeywords,
            dialect.WhenStepKeywords,
            dialect.ThenStepKeywords,
            dialect.AndStepKeywords,
            dialect.ButStepKeywords,
        ];
        _steps = [.. steps.SelectMany(words => words).Distinct(StringComparer.Ordinal).Where(word => word.Trim() != "*")];
        _misspellable = language == "en" ? ["Given", "When", "Then"] : [];
    }

    /// <summary>The keywords of a language that the parser knows.</summary>
    public static Keywords Of(string language) => new(new GherkinDialectProvider("en").GetDialect(language, null), language);

    /// <summary>The keyword of a block that a line was meant to be, e.g. <c>Scenario</c> for <c>Scenrio: x</c>; null for none.</summary>
    public string? BlockAt(string line)
    {
        int colon = line.IndexOfAny([':', '：']);
        if (colon < 1)
        {
            return null;
        }

        string head = line[..colon].Trim();
        return _blocks
            .Where(keyword => Math.Abs(keyword.Length - head.Length) <= 2)
            .Select(keyword => (keyword, distance: Suggestion.Distance(head, keyword)))
            .Where(pair => pair.distance <= Tolerance(pair.keyword))
            .OrderBy(pair => pair.distance)
            .FirstOrDefault()
            .keyword;
    }

    /// <summary>The keyword of a step that a line begins with, without regard to case; null for none.</summary>
    public string? StepAt(string line) => _steps.Find(keyword => Begins(line, keyword))?.Trim();

    /// <summary>Given, When or Then for an English line whose first word is one letter off; null for none.</summary>
    public string? MisspelledStepAt(string line)
    {
        string word = line.Split(' ', 2)[0];
        return PlainWords.Contains(word, StringComparer.OrdinalIgnoreCase)
            ? null
            : Array.Find(_misspellable, keyword => word.Length >= keyword.Length && Suggestion.Distance(word, keyword) == 1);
    }

    // A tab, a quote or a comma behind the keyword is a slip like any other; a letter makes another word of it.
    private static bool Begins(string line, string keyword)
    {
        string word = keyword.TrimEnd();
        return line.StartsWith(word, StringComparison.OrdinalIgnoreCase)
            && (
                word.Length == keyword.Length
                || line.Length == word.Length
                || !(char.IsLetterOrDigit(line[word.Length]) || line[word.Length] is '\'' or '-')
            );
    }

    // A short word has many neighbours that mean something of their own.
    private static int Tolerance(string keyword) =>
        keyword.Length switch
        {
            <= 2 => 0,
            <= 4 => 1,
            _ => 2,
        };
}
