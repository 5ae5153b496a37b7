using System.Text;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Cli.Catalogue;

/// <summary>The vocabulary as the page <c>docs/step-catalogue.md</c>.</summary>
internal static class MarkdownCatalogue
{
    /// <summary>One table per keyword, in the order of declaration.</summary>
    public static string Write(StepVocabulary vocabulary, StepUses uses)
    {
        var text = new StringBuilder(
            """
            # Step catalogue

            Every sentence that a feature file can use. How names, durations, shares and refusals are written is described in
            [writing-features.md](writing-features.md). This page is generated:
            `dotnet run --project src/JumpingVpn.Cli -- steps --markdown > docs/step-catalogue.md`

            """
        );
        foreach (StepKind kind in Enum.GetValues<StepKind>())
        {
            text.Append("\n## ").Append(kind).Append("\n\n| step | meaning | example |\n|---|---|---|\n");
            foreach (StepBinding step in vocabulary.Steps.Where(step => step.Kinds.Contains(kind)))
            {
                string examples = string.Join("<br>", uses.For(step, kind).Select(Code));
                text.Append("| ").AppendJoin(" | ", Code(step.Expression), Cell(step.Summary), examples).Append(" |\n");
            }
        }

        return text.ToString();
    }

    private static string Code(string text) => $"`{Cell(text)}`";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
