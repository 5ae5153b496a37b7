using System.Text;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Cli.Catalogue;

/// <summary>The vocabulary for a terminal: one sentence a line with its keyword, so that it can be searched with grep.</summary>
internal static class PlainCatalogue
{
    /// <summary>Given, When and Then, each in the order of declaration.</summary>
    public static string Write(StepVocabulary vocabulary, StepUses uses)
    {
        var text = new StringBuilder();
        foreach (StepKind kind in Enum.GetValues<StepKind>())
        {
            foreach (StepBinding step in vocabulary.Steps.Where(step => step.Kinds.Contains(kind)))
            {
                text.Append(kind).Append(' ').Append(step.Expression).Append('\n');
                AppendIndented(text, step.Summary.Length == 0 ? [] : [step.Summary]);
                AppendIndented(text, uses.For(step, kind).Select(static example => $"e.g. {example}"));
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
