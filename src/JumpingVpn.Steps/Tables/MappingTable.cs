using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Steps.Tables;

/// <summary>What the mappings of a NAT should be, in some of their columns.</summary>
/// <param name="Header">The columns.</param>
/// <param name="Rows">A mapping a row, oldest first, its cells in the order of the columns.</param>
public sealed record MappingTable(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private static readonly string[] Columns = ["inside", "external", "remote", "admits", "state"];

    internal static MappingTable Read(DataTable table)
    {
        List<string> header = [.. table.Header];
        return new MappingTable(
            header,
            TypedTable.Read(
                table,
                "mappings",
                Columns,
                [],
                row => (IReadOnlyList<string>)header.ConvertAll(column => row.Text(column) ?? string.Empty)
            )
        );
    }

    /// <exception cref="ExpectationException">The mappings differ; the message shows them as a table.</exception>
    internal void Compare(IReadOnlyList<string[]> mappings)
    {
        List<string> expected = [.. Rows.Select(Line)];
        List<string> found = [.. mappings.Select(row => Line(Header.Select(column => row[Array.IndexOf(Columns, column)])))];
        if (!expected.SequenceEqual(found, StringComparer.Ordinal))
        {
            string all = found.Count == 0 ? " none" : string.Concat(found.Select(line => "\n" + line));
            throw new ExpectationException($"The mappings are:{all}");
        }
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
