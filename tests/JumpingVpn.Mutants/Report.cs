using System.Globalization;

namespace JumpingVpn.Mutants;

/// <summary>The outcome in Markdown: a table of scores by folder, and the survivors.</summary>
internal sealed class Report(TextWriter to, Records records, IReadOnlySet<string> equivalents)
{
    /// <summary>Writes what is on record of the chosen mutants; of a folder's mutants that were not chosen only their number is
    /// told.</summary>
    public void Write(IReadOnlyList<Mutant> chosen, IReadOnlyList<Mutant> all)
    {
        to.WriteLine(
            "| folder | mutants | tried | noticed | of these hang or crash | survived | not reached | judged equivalent "
                + "| noticed of those that change behaviour | 95 % interval |"
        );
        to.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        ILookup<string, Mutant> everything = all.ToLookup(mutant => mutant.Folder);
        foreach (IGrouping<string, Mutant> folder in chosen.GroupBy(mutant => mutant.Folder).OrderBy(it => it.Key, StringComparer.Ordinal))
        {
            WriteRow(folder.Key, folder.ToList(), everything[folder.Key].Count());
        }

        WriteRow("**all of these**", chosen, chosen.Select(mutant => mutant.Folder).Distinct().Sum(folder => everything[folder].Count()));
        List("Survivors", chosen.Where(mutant => FateOf(mutant) == Fates.Survived && !IsEquivalent(mutant)));
        List("Not reached by any test", chosen.Where(mutant => FateOf(mutant) == Fates.NotReached && !IsEquivalent(mutant)));
    }

    private string? FateOf(Mutant mutant) => records.Find(mutant)?.Fate;

    private bool IsEquivalent(Mutant mutant) => equivalents.Contains(mutant.Text);

    private void List(string title, IEnumerable<Mutant> mutants)
    {
        to.WriteLine($"\n{title}:\n\n| file | mutant | line | kind |\n|---|---|---|---|");
        foreach (Mutant mutant in mutants)
        {
            to.WriteLine($"| {mutant.File} | {EquivalentsPage.Write(mutant)} | {mutant.Line}:{mutant.Column} | {mutant.Kind} |");
        }
    }

    private void WriteRow(string name, IReadOnlyList<Mutant> mutants, int all)
    {
        List<(Mutant Mutant, string Fate)> tried = mutants
            .Select(mutant => (mutant, FateOf(mutant)))
            .Where(it => it.Item2 is not null)
            .Select(it => (it.mutant, it.Item2!))
            .ToList();
        int noticed = tried.Count(it => Fates.IsNoticed(it.Fate));
        int broken = tried.Count(it => it.Fate is Fates.Hangs or Fates.Crashes);
        int survived = tried.Count(it => it.Fate == Fates.Survived);
        int missed = tried.Count(it => it.Fate == Fates.NotReached);
        int equivalent = tried.Count(it => !Fates.IsNoticed(it.Fate) && IsEquivalent(it.Mutant));
        int real = tried.Count - equivalent;
        double share = real == 0 ? 100 : 100.0 * noticed / real;
        string interval = tried.Count == all ? "all tried" : Wilson.Interval(noticed, real);
        to.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {all} | {tried.Count} | {noticed} | {broken} | {survived} | {missed} | {equivalent} "
                    + $"| {share:F1} % | {interval} |"
            )
        );
    }
}
