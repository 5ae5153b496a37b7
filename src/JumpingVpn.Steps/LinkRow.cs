using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Naming;

namespace JumpingVpn.Steps;

/// <summary>One row of the table of links: what one of them does, in one direction or both.</summary>
internal sealed record LinkRow(string Node, LinkWays Ways, LinkPreset? Kind, IReadOnlyList<(string Column, string Text)> Cells)
{
    private static readonly string[] Columns = ["link of", "way", "kind", .. LinkColumns.Knobs.Select(knob => knob.Column)];

    /// <summary>Reads all rows.</summary>
    /// <exception cref="FormatException">There is no such column or value; the message offers the nearest one.</exception>
    public static List<LinkRow> Read(DataTable table)
    {
        foreach (string column in table.Header)
        {
            if (!Columns.Contains(column, StringComparer.Ordinal))
            {
                throw new FormatException(
                    $"A table of links has no column `{column}`. Did you mean `{NearestName.Of(column, Columns)}`? "
                    + $"There are {string.Join(", ", Columns)}.");
            }
        }

        return table.ContainsColumn("link of")
            ? table.Rows.Select(row => Read(table.Header.Select(column => (column, row[column])).ToList())).ToList()
            : throw new FormatException("A table of links needs the column `link of`, which names a host or a NAT.");
    }

    /// <summary>Changes the link.</summary>
    public void Apply(LinkScene links)
    {
        if (Kind is not null)
        {
            links.SetKind(Node, Kind);
        }

        links.Change(Node, Ways, link =>
        {
            foreach ((string column, Func<LinkOptions, string, LinkOptions> apply) in LinkColumns.Knobs)
            {
                link = TextOf(Cells, column) is { } text ? apply(link, text) : link;
            }

            return link;
        });
    }

    private static LinkRow Read(List<(string Column, string Text)> cells)
    {
        LinkWays ways = LinkColumns.Word(
            TextOf(cells, "way") ?? "both", "way", ("up", LinkWays.Up), ("down", LinkWays.Down), ("both", LinkWays.Both));
        LinkPreset? kind = TextOf(cells, "kind") is { } name ? LinkPresets.Find(name) : null;
        return kind is not null && ways != LinkWays.Both
            ? throw new FormatException(
                $"The kind of a link tells of both ways: leave the way of `{TextOf(cells, "link of")}` out, or give it a row of its own.")
            : new LinkRow(TextOf(cells, "link of")!, ways, kind, cells);
    }

    private static string? TextOf(IReadOnlyList<(string Column, string Text)> cells, string column) =>
        cells.FirstOrDefault(cell => cell.Column == column).Text is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
