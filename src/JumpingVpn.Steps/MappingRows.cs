using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Steps;

/// <summary>Compares the mappings of a NAT with a table that names some of their columns.</summary>
internal static class MappingRows
{
    private static readonly string[] Columns = ["inside", "external", "remote", "admits", "state"];

    /// <exception cref="FormatException">The table has a column that there is not.</exception>
    /// <exception cref="ExpectationException">The mappings differ; the message shows them as a table.</exception>
    public static void Compare(DataTable wanted, IReadOnlyList<string[]> mappings)
    {
        List<string> header = [.. wanted.Header];
        string? unknown = header.Find(column => !Columns.Contains(column, StringComparer.Ordinal));
        if (unknown is not null)
        {
            throw new FormatException($"A table of mappings has no column `{unknown}`; there are {string.Join(", ", Columns)}.");
        }

        List<string> expected = wanted.Rows.Select(row => Line(header.Select(column => row[column]))).ToList();
        List<string> found = mappings.Select(row => Line(header.Select(column => row[Array.IndexOf(Columns, column)]))).ToList();
        if (!expected.SequenceEqual(found, StringComparer.Ordinal))
        {
            string all = found.Count == 0 ? " none" : string.Concat(found.Select(line => "\n" + line));
            throw new ExpectationException($"The mappings are:{all}");
        }
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
