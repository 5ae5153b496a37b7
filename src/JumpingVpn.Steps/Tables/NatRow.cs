using System.Globalization;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Steps.Tables;

/// <summary>One row of the table of NATs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Options">Its behaviour.</param>
/// <param name="Behind">The outer NAT, or null.</param>
/// <param name="Addresses">How many external addresses it has, or null for what is usual.</param>
public sealed record NatRow(string Name, NatOptions Options, string? Behind, int? Addresses)
{
    /// <summary>What a column changes, in the order in which the columns are applied.</summary>
    internal static readonly (string Column, Func<NatOptions, string, NatOptions> Apply)[] Settings =
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

    private static readonly string[] Columns = ["name", "kind", .. Settings.Select(setting => setting.Column), "addresses", "behind"];

    internal static IReadOnlyList<NatRow> Read(DataTable table) => OuterFirst(TypedTable.Read(table, "NATs", Columns, ["name"], Read));

    private static NatRow Read(TypedRow row)
    {
        NatOptions options = row.Value("kind", NetworkWords.NatOf, new NatOptions());
        foreach ((string column, Func<NatOptions, string, NatOptions> apply) in Settings)
        {
            options = row.Value(column, text => apply(options, text), options);
        }

        int? addresses = row.Value<int?>("addresses", text => AddressCount(text), null);
        row.Check("name", () => Build(options, addresses ?? (options.Translates ? 2 : 0)));
        return new NatRow(row.Need("name", "the name of a NAT"), options, row.Text("behind"), addresses);
    }

    /// <summary>The rows in the order in which the NATs can be built; as they are where that will do.</summary>
    private static List<NatRow> OuterFirst(IReadOnlyList<NatRow> rows)
    {
        List<NatRow> left = [.. rows];
        List<NatRow> ordered = [];
        while (left.Find(row => left.TrueForAll(other => other.Name != row.Behind)) is { } next)
        {
            ordered.Add(next);
            left.Remove(next);
        }

        return left.Count == 0
            ? ordered
            : throw new TableException(
                left.Count == 1
                    ? $"\"{left[0].Name}\" cannot be behind itself"
                    : $"the NATs \"{string.Join("\", \"", left.Select(row => row.Name))}\" are behind each other: "
                        + "one of them must be the outermost",
                rows.ToList().IndexOf(left[0]) + 1,
                "behind"
            );
    }

    private static int AddressCount(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= 16
            ? count
            : throw new FormatException($"`{text}` is not a number of external addresses: expected 1 to 16");

    /// <summary>Builds such a NAT, to see whether it can be.</summary>
    private static void Build(NatOptions options, int addresses) =>
        _ = new NatTable(
            options,
            [.. Enumerable.Range(1, addresses).Select(last => TransportAddress.FromIPv4(203, 0, 113, (byte)last, 0))],
            new RandomSource(0).Stream("plan")
        );
}
