namespace JumpingVpn.Features.Wording;

/// <summary>Did-you-mean: the nearest of some known names, by edit distance without case.</summary>
public static class Suggestion
{
    /// <summary>The known names that are near to a wrong one, the nearest first, equal ones in the order given.</summary>
    /// <param name="wrong">The name that is not known.</param>
    /// <param name="known">The names that would have been right.</param>
    /// <param name="count">How many to return at most.</param>
    /// <returns>Names that need at most a third of their letters changed; one letter is always allowed.</returns>
    public static IReadOnlyList<string> Nearest(string wrong, IEnumerable<string> known, int count = 3)
    {
        ArgumentNullException.ThrowIfNull(wrong);
        ArgumentNullException.ThrowIfNull(known);
        return
        [
            .. known
                .Select(name => (name, distance: Distance(wrong, name)))
                .Where(pair => pair.distance <= Math.Max(1, Math.Max(wrong.Length, pair.name.Length) / 3))
                .OrderBy(pair => pair.distance)
                .Take(count)
                .Select(pair => pair.name),
        ];
    }

    /// <summary>An addition to a message: <c>; did you mean "x" or "y"?</c>, or an empty string if nothing is near.</summary>
    /// <param name="wrong">The name that is not known.</param>
    /// <param name="known">The names that would have been right.</param>
    /// <returns>The addition.</returns>
    public static string Among(string wrong, IEnumerable<string> known)
    {
        IReadOnlyList<string> near = Nearest(wrong, known);
        return near.Count == 0 ? string.Empty : $"; did you mean {string.Join(" or ", near.Select(name => $"\"{name}\""))}?";
    }

    /// <summary>The number of letters to insert, delete, replace or swap with their neighbour, without regard to case.</summary>
    /// <param name="left">One text.</param>
    /// <param name="right">The other text.</param>
    /// <returns>0 for equal texts.</returns>
    public static int Distance(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        int[] beforeLast = [];
        int[] last = Enumerable.Range(0, right.Length + 1).ToArray();
        for (int i = 1; i <= left.Length; i++)
        {
            int[] row = new int[right.Length + 1];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substitution = last[j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1);
                row[j] = Math.Min(substitution, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            beforeLast = last;
            last = row;
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
