namespace JumpingVpn.Mutants;

/// <summary>
/// The page that lists mutants that no test can notice, a row each in a table whose first cell names the file and whose second
/// one has the text of the mutant, as the report writes it.
/// </summary>
internal static class EquivalentsPage
{
    /// <summary>The <see cref="Mutant.Text"/> of each mutant that the page lists.</summary>
    public static HashSet<string> Read(string path) =>
        File.ReadLines(path)
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains(".cs | ", StringComparison.Ordinal))
            .Select(line => line.Replace("\\|", "\0", StringComparison.Ordinal).Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => $"{cells[1]}: {cells[2].Trim('`').Trim().Replace('\0', '|')}")
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>A mutant as the page has it.</summary>
    public static string Write(Mutant mutant) =>
        $"`` {mutant.Original} => {mutant.Replacement} ``".Replace("|", "\\|", StringComparison.Ordinal);
}
