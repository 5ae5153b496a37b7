using JumpingVpn.Features.Wording;
using Ast = Gherkin.Ast;

namespace JumpingVpn.Features.Documents;

/// <summary>
/// Finds keywords that the parser took for free text, because they are misspelled or stand where they cannot: what follows them would be
/// swallowed, and the file would pass.
/// </summary>
internal sealed class DescriptionCheck(string text, Keywords keywords, Action<Ast.Location, string> report)
{
    private readonly string[] _lines = text.Split('\n');

    /// <summary>Checks the text below a header.</summary>
    /// <param name="description">The text as the parser gives it; null for none.</param>
    /// <param name="header">Where the header stands.</param>
    /// <param name="takesSteps">True if steps may follow the text, as in a scenario.</param>
    public void Check(string? description, Ast.Location header, bool takesSteps)
    {
        if (string.IsNullOrEmpty(description))
        {
            return;
        }

        int next = header.Line;
        string above = string.Empty;
        foreach (string line in description.Split('\n').Select(line => line.TrimEnd()))
        {
            // The parser leaves out comments; every other line of the description is a line of the file.
            while (next < _lines.Length && _lines[next].TrimEnd() != line)
            {
                next++;
            }

            next++;
            bool goesOn = GoesOn(above, line);
            above = line;
            if (line.Length > 0 && !goesOn && Explain(line, takesSteps, out bool swallows) is { } message)
            {
                report(new Ast.Location(next, 1 + line.Length - line.TrimStart().Length), message);
                if (swallows)
                {
                    return;
                }
            }
        }
    }

    // A line that was broken after a comma: "… and all steps to be skipped," and below it "but hooks are called".
    private static bool GoesOn(string above, string line) =>
        above.EndsWith(',') && line.TrimStart() is [var first, ..] && char.IsLower(first) && !line.Contains(':', StringComparison.Ordinal);

    // After a misspelled header, what follows is its steps: one error is enough.
    private string? Explain(string line, bool takesSteps, out bool swallows)
    {
        string plain = OddCharacters.Straighten(line).Trim();
        string odd = OddCharacters.Describe(line, 1, quotes: false);
        string hint = odd.Length == 0 ? string.Empty : $" (the line has {odd})";
        string? block = keywords.BlockAt(plain);
        swallows = block is not null;
        return true switch
        {
            _ when block is not null =>
                $"`{Head(plain)}` is not a keyword here, so everything that follows would be free text: write `{block}:`{hint}; "
                    + $"or, if it is text, begin the line "
                    + "with another word",
            _ when keywords.StepAt(plain) is { } step => takesSteps
                ? $"the line is free text, not a step: write `{step} `{hint}; or, if it is text, begin the line with "
                    + $"another word than `{step}`"
                : $"the line is free text, not a step, because steps belong in a scenario: move it below `Scenario:`{hint}; "
                    + $"or, if it is text, begin the line "
                    + $"with another word than `{step}`",
            _ when takesSteps && keywords.MisspelledStepAt(plain) is { } meant =>
                $"the line is free text, not a step: did you mean `{meant}`?{hint} If it is text, begin the line with another word",
            _ => null,
        };
    }

    private static string Head(string line) => line[..(line.IndexOfAny([':', '：']) + 1)];
}
