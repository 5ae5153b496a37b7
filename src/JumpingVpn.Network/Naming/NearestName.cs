namespace JumpingVpn.Network.Naming;

/// <summary>The name that somebody probably meant.</summary>
public static class NearestName
{
    /// <summary>The candidate with the smallest edit distance (Levenshtein) to the name; letters and digits count, case does not.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="candidates">At least one; of equally near ones the first is taken.</param>
    public static string Of(string name, IEnumerable<string> candidates)
    {
        string wanted = Normalise(name);
        return candidates.MinBy(candidate => EditDistance(Normalise(candidate), wanted))!;
    }

    internal static string Normalise(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static int EditDistance(string from, string to)
    {
        int[] row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int substituted = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
