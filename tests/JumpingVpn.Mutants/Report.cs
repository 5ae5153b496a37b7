using System.Globalization;

namespace JumpingVpn.Mutants;

/// <summary>The outcome in Markdown: a table of scores, and the survivors.</summary>
internal static class Report
{
    public static void Write(TextWriter to, IReadOnlyList<Mutant> mutants, IReadOnlyDictionary<int, string> fates)
    {
        to.WriteLine("| file | mutants | killed | hang or crash | survived | not reached | noticed |");
        to.WriteLine("|---|---|---|---|---|---|---|");
        foreach (IGrouping<string, Mutant> file in mutants.GroupBy(mutant => mutant.File).OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            WriteRow(to, file.Key, file.ToList(), fates);
        }

        WriteRow(to, "**all**", mutants, fates);
        List(to, "Survivors", mutants.Where(mutant => fates[mutant.Id] == "survived"));
        List(to, "Not reached by any test", mutants.Where(mutant => fates[mutant.Id] == "not reached"));
        List(to, "Noticed because they hang or crash", mutants.Where(mutant => fates[mutant.Id] is "hangs" or "crashes"));
    }

    private static void List(TextWriter to, string title, IEnumerable<Mutant> mutants)
    {
        to.WriteLine($"\n{title}:");
        foreach (Mutant mutant in mutants)
        {
            to.WriteLine($"{mutant.File}({mutant.Line},{mutant.Column}) {mutant.Kind}: {mutant.Original}  =>  {mutant.Replacement}");
        }
    }

    private static void WriteRow(TextWriter to, string name, IReadOnlyList<Mutant> mutants, IReadOnlyDictionary<int, string> fates)
    {
        int killed = mutants.Count(mutant => fates[mutant.Id] == "killed");
        int broken = mutants.Count(mutant => fates[mutant.Id] is "hangs" or "crashes");
        int survived = mutants.Count(mutant => fates[mutant.Id] == "survived");
        int missed = mutants.Count - killed - broken - survived;
        double score = mutants.Count == 0 ? 100 : 100.0 * (killed + broken) / mutants.Count;
        to.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {mutants.Count} | {killed} | {broken} | {survived} | {missed} | {score:F1} % |"
            )
        );
    }
}
