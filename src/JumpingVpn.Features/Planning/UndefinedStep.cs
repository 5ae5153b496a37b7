using System.Text;
using System.Text.RegularExpressions;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Features.Wording;

namespace JumpingVpn.Features.Planning;

/// <summary>What to tell the author of a step that the vocabulary does not have.</summary>
internal static partial class UndefinedStep
{
    private const int MaxSuggestions = 3;
    private const int Slip = 2; // so few letters are a mistake in writing, and nobody means to add a step

    public static string Explain(ScenarioStep step, StepVocabulary vocabulary, IReadOnlyList<string> notes)
    {
        var text = new StringBuilder("there is no such step");
        foreach (string note in notes)
        {
            text.Append("\n  ").Append(note);
        }

        List<StepBinding> near = Nearest(step, vocabulary);
        if (near.Count > 0)
        {
            text.Append("\nthe nearest steps:");
            foreach (StepBinding binding in near)
            {
                text.Append("\n  ").Append(binding);
            }
        }

        if (near.Count > 0 && Distance(Arguments().Replace(step.Text, "{}"), near[0]) is > 0 and <= Slip)
        {
            return text.ToString();
        }

        return text.Append("\nto add it, save this as a file in your own project of steps (docs/own-steps.md):\n")
            .Append(Indented(StepSnippet.For(step)))
            .ToString();
    }

    private static List<StepBinding> Nearest(ScenarioStep step, StepVocabulary vocabulary)
    {
        string wanted = Arguments().Replace(step.Text, "{}");
        return
        [
            .. vocabulary
                .Steps.Select(binding => (binding, distance: Distance(wanted, binding)))
                .Where(pair => pair.distance <= Math.Max(4, wanted.Length / 2))
                .OrderBy(pair => pair.distance)
                .ThenBy(pair => pair.binding.Kinds.Contains(step.Kind) ? 0 : 1)
                .ThenBy(pair => pair.binding.Expression.Length)
                .Take(MaxSuggestions)
                .Select(pair => pair.binding),
        ];
    }

    private static string Indented(string text) =>
        string.Join('\n', text.TrimEnd().Split('\n').Select(line => line.Length == 0 ? line : $"    {line}"));

    // Arguments differ anyway: both sides are compared with all of them replaced by the same mark. A sentence whose end is missing, such as
    // "within 2 s", is nearer to the whole one than to any other, however long the end.
    private static int Distance(string wanted, StepBinding binding)
    {
        string known = Parameters().Replace(binding.Expression, "{}").Trim('^', '$');
        bool isBeginning = wanted.Any(char.IsLetter) && known.StartsWith($"{wanted} ", StringComparison.OrdinalIgnoreCase);
        return isBeginning ? 1 : Suggestion.Distance(wanted, known);
    }

    [GeneratedRegex("""\"[^"]*\"|'[^']*'|(?<!\w)-?\d+(?:\.\d+)?(?!\w)""")]
    private static partial Regex Arguments();

    [GeneratedRegex(@"\{\w*\}|\([^)]*\)")]
    private static partial Regex Parameters();
}
