using System.Globalization;
using JumpingVpn.Network.Naming;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Steps;

/// <summary>One row of the table of NATs.</summary>
internal sealed record NatRow(string Name, NatOptions Options, string? Behind, int? Addresses)
{
    /// <summary>What a column changes, in the order in which the columns are applied.</summary>
    private static readonly (string Column, Func<NatOptions, string, NatOptions> Apply)[] Knobs =
    [
        ("mapping", (nat, text) => nat with { Mapping = NatColumns.Dependence(text) }),
        ("filtering", (nat, text) => nat with { Filtering = NatColumns.Dependence(text) }),
        ("lifetime", (nat, text) => nat with { MappingLifetime = NatColumns.Duration(text) }),
        ("stream lifetime", (nat, text) => nat with { StreamLifetime = NatColumns.Duration(text) }),
        ("filter lifetime", (nat, text) => nat with { FilterLifetime = NatColumns.Duration(text) }),
        ("refresh", NatColumns.Refresh),
        ("pooling", NatColumns.Pooling),
        ("ports", NatColumns.Ports),
        ("port range", NatColumns.PortRange),
        ("hold-down", (nat, text) => nat with { PortHoldDown = NatColumns.Duration(text) }),
        ("limit", (nat, text) => nat with { MaxMappingsPerHost = NatColumns.Number(text, "number of mappings per host") }),
        ("rate limit", (nat, text) => nat with { MaxNewMappingsPerSecond = NatColumns.RateLimit(text) }),
        ("exhaustion", (nat, text) => nat with { Exhaustion = NatColumns.Exhaustion(text) }),
        ("hairpin", (nat, text) => nat with { Hairpin = NatColumns.Hairpin(text) }),
        ("rebinding", (nat, text) => nat with { Rebinding = NatColumns.Rebinding(text) }),
    ];

    private static readonly string[] Columns = ["name", "kind", .. Knobs.Select(knob => knob.Column), "addresses", "behind"];

    /// <summary>Reads all rows; an unknown column or value is an error that lists what there is.</summary>
    public static List<NatRow> Read(DataTable table)
    {
        foreach (string column in table.Header)
        {
            if (!Columns.Contains(column, StringComparer.Ordinal))
            {
                throw new FormatException(
                    $"A table of NATs has no column `{column}`. Did you mean `{NearestName.Of(column, Columns)}`? There are {string.Join(", ", Columns)}.");
            }
        }

        if (!table.ContainsColumn("name"))
        {
            throw new FormatException("A table of NATs needs the column `name`.");
        }

        return table.Rows.Select(row => Read(table.Header.ToDictionary(column => column, column => row[column]))).ToList();
    }

    /// <summary>The rows with each NAT after the one that it is behind, otherwise in their order.</summary>
    /// <exception cref="FormatException">NATs are behind each other in a circle.</exception>
    public static List<NatRow> OutermostFirst(IReadOnlyList<NatRow> rows)
    {
        List<NatRow> placed = [];
        List<NatRow> left = [.. rows];
        while (left.Count > 0)
        {
            NatRow next = left.Find(row => !left.Exists(other => other.Name == row.Behind))
                ?? throw new FormatException($"The NATs {string.Join(", ", left.Select(row => $"\"{row.Name}\""))} are behind each other: one must be outermost.");
            placed.Add(next);
            left.Remove(next);
        }

        return placed;
    }

    private static NatRow Read(Dictionary<string, string> row)
    {
        NatOptions options = Cell(row, "kind") is { } kind ? NatPresets.Find(kind) : new NatOptions();
        foreach ((string column, Func<NatOptions, string, NatOptions> apply) in Knobs)
        {
            options = Cell(row, column) is { } text ? apply(options, text) : options;
        }

        return new NatRow(row["name"], options, Cell(row, "behind"), Cell(row, "addresses") is { } count ? AddressCount(count) : null);
    }

    private static string? Cell(Dictionary<string, string> row, string column) =>
        row.TryGetValue(column, out string? value) && !string.IsNullOrWhiteSpace(value) ? value : null;

    private static int AddressCount(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= 16
            ? count
            : throw new FormatException($"`{text}` is no number of external addresses: write 1 to 16.");
}
