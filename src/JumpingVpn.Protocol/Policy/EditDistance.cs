namespace JumpingVpn.Protocol.Policy;

/// <summary>Did-you-mean: the nearest of some names by edit distance (Levenshtein 1966).</summary>
internal static class EditDistance
{
    /// <summary>The nearest name, the first of equals.</summary>
    public static string Nearest(string wrong, IEnumerable<string> names) => names.MinBy(name => Between(wrong, name))!;

    private static int Between(string one, string other)
    {
        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 1; i <= one.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int substitution = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[other.Length];
    }
}
