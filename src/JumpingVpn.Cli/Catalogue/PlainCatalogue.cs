using System.Text;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Cli.Catalogue;

/// <summary>The vocabulary for a terminal: one sentence a line with its keyword, so that it can be searched with grep.</summary>
internal static class PlainCatalogue
{
    /// <summary>Given, When and Then, each in the order of declaration; with words, only the sentences that have them all.</summary>
    public static string Write(StepVocabulary vocabulary, StepUses uses, IReadOnlyList<string> words)
    {
        var text = new StringBuilder();
        foreach (StepKind kind in Enum.GetValues<StepKind>())
        {
            foreach (StepBinding step in vocabulary.Steps.Where(step => step.Kinds.Contains(kind)))
            {
                StringBuilder entry = new StringBuilder().Append(kind).Append(' ').Append(step.Expression).Append('\n');
                AppendIndented(entry, step.Summary.Length == 0 ? [] : [step.Summary]);
                AppendIndented(entry, uses.For(step, kind).Select(static example => $"e.g. {example}"));
                string found = entry.ToString();
                text.Append(words.All(word => found.Contains(word, StringComparison.OrdinalIgnoreCase)) ? found : string.Empty);
            }
        }

        return text.ToString();
    }

    private static void AppendIndented(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            text.Append("    ").Append(line).Append('\n');
        }
    }
}
