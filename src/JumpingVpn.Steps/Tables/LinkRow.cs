using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Impairments;

namespace JumpingVpn.Steps.Tables;

/// <summary>One row of the table of links: what one of them does, in one direction or both.</summary>
/// <param name="Node">The host, interface or NAT.</param>
/// <param name="Ways">The direction.</param>
/// <param name="Kind">The kind of link that it becomes, or null if only the given settings change.</param>
/// <param name="Changes">What the other columns change, in their order.</param>
public sealed record LinkRow(string Node, LinkWays Ways, LinkPreset? Kind, IReadOnlyList<Func<LinkOptions, LinkOptions>> Changes)
{
    private static readonly string[] Columns = ["link of", "way", "kind", .. LinkColumns.Settings.Select(setting => setting.Column)];

    internal static IReadOnlyList<LinkRow> Read(DataTable table) => TypedTable.Read(table, "links", Columns, ["link of"], Read);

    /// <summary>Changes the link.</summary>
    internal void Apply(LinkScene links)
    {
        if (Kind is not null)
        {
            links.SetKind(Node, Kind);
        }

        links.Change(Node, Ways, Changed);
    }

    private static LinkRow Read(TypedRow row)
    {
        LinkWays ways = row.Value(
            "way",
            text => KnownWord.Of(text, "way", ("up", LinkWays.Up), ("down", LinkWays.Down), ("both", LinkWays.Both)),
            LinkWays.Both
        );
        LinkPreset? kind = row.Value<LinkPreset?>("kind", LinkWords.LinkOf, null);
        if (kind is not null && ways != LinkWays.Both)
        {
            row.Refuse("the kind of a link sets both ways: leave the way out, or give the kind a separate row", "way");
        }

        List<Func<LinkOptions, LinkOptions>> changes = [];
        foreach ((string column, Func<LinkOptions, string, LinkOptions> apply) in LinkColumns.Settings)
        {
            row.Value(
                column,
                text =>
                {
                    LinkColumns.Try(apply, text);
                    changes.Add(link => apply(link, text));
                    return true;
                },
                false
            );
        }

        var read = new LinkRow(row.Need("link of", "the name of a host, interface or NAT"), ways, kind, changes);
        row.Check("kind", () => read.CheckKind());
        return read;
    }

    private LinkOptions Changed(LinkOptions link) => Changes.Aggregate(link, (changed, change) => change(changed));

    /// <summary>A kind says all about a link, so the row must make sense by itself.</summary>
    private void CheckKind()
    {
        if (Kind is not null)
        {
            Changed(Kind.Up).Validate();
            Changed(Kind.Down).Validate();
        }
    }
}
