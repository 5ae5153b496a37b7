namespace JumpingVpn.Features.Documents;

/// <summary>Names of scenarios: what makes two of them the same, and how the rows of an outline are told apart.</summary>
internal static class UniqueNames
{
    private const int MaxSuffix = 100;

    /// <summary>The words of a title, without case, punctuation and blanks.</summary>
    public static string Words(string title)
    {
        var letters = title.Select(letter => char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ').ToArray();
        return string.Join(' ', new string(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Tells the scenarios of one outline apart, also from those that stand before it in the file.</summary>
    public static void Give(List<Scenario> rows, IReadOnlyList<Scenario> earlier)
    {
        var alike = rows.Count > 1 && rows.DistinctBy(row => row.Name, StringComparer.Ordinal).Count() < rows.Count;
        var untouched = rows.TrueForAll(row => row.Arguments.Count > 0 && row.Name == row.Title);
        var taken = new SortedSet<string>(earlier.Select(scenario => scenario.Name), StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            var name = alike || untouched ? $"{rows[i].Name} ({Cells(rows[i])})" : rows[i].Name;
            var unique = name;
            for (var number = 2; !taken.Add(unique); number++)
            {
                unique = $"{name} #{number}";
            }

            rows[i] = rows[i] with { Name = unique };
        }
    }

    private static string Cells(Scenario row)
    {
        var text = string.Join(", ", row.Arguments.Select(argument => argument.Value));
        return text.Length <= MaxSuffix ? text : string.Concat(text.AsSpan(0, MaxSuffix), "…");
    }
}
