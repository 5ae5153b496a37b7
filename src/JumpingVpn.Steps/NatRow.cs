using System.Globalization;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Steps;

/// <summary>One row of the table of NATs.</summary>
internal sealed record NatRow(string Name, NatOptions Options, string? Behind, int Addresses)
{
    private static readonly string[] Columns = ["name", "kind", "mapping", "filtering", "lifetime", "ports", "addresses", "behind"];

    /// <summary>Reads all rows; an unknown column or value is an error that lists what there is.</summary>
    public static List<NatRow> Read(DataTable table)
    {
        foreach (string column in table.Header)
        {
            if (!Columns.Contains(column, StringComparer.Ordinal))
            {
                throw new FormatException($"A table of NATs has no column `{column}`; there are {string.Join(", ", Columns)}.");
            }
        }

        if (!table.ContainsColumn("name"))
        {
            throw new FormatException("A table of NATs needs the column `name`.");
        }

        return table.Rows.Select(row => Read(table.Header.ToDictionary(column => column, column => row[column]))).ToList();
    }

    private static NatRow Read(Dictionary<string, string> row)
    {
        NatOptions options = Cell(row, "kind") is { } kind ? NatPresets.Find(kind) : new NatOptions();
        if (Cell(row, "mapping") is { } mapping)
        {
            options = options with { Mapping = Dependence(mapping) };
        }

        if (Cell(row, "filtering") is { } filtering)
        {
            options = options with { Filtering = Dependence(filtering) };
        }

        if (Cell(row, "lifetime") is { } lifetime)
        {
            options = options with { MappingLifetime = new Quantities().ReadDuration(lifetime) };
        }

        if (Cell(row, "ports") is { } ports)
        {
            options = options with { PortAssignment = Assignment(ports) };
        }

        return new NatRow(row["name"], options, Cell(row, "behind"), AddressCount(Cell(row, "addresses") ?? "2"));
    }

    private static string? Cell(Dictionary<string, string> row, string column) =>
        row.TryGetValue(column, out string? value) && !string.IsNullOrWhiteSpace(value) ? value : null;

    private static EndpointDependence Dependence(string text) => text switch
    {
        "endpoint-independent" => EndpointDependence.EndpointIndependent,
        "address-dependent" => EndpointDependence.AddressDependent,
        "address and port-dependent" => EndpointDependence.AddressAndPortDependent,
        _ => throw new FormatException(
            $"`{text}` is no dependence: write endpoint-independent, address-dependent or address and port-dependent."),
    };

    private static PortAssignment Assignment(string text) => text switch
    {
        "preserved" => PortAssignment.PreserveIfFree,
        "sequential" => PortAssignment.Sequential,
        "random" => PortAssignment.Random,
        _ => throw new FormatException($"`{text}` is no port assignment: write preserved, sequential or random."),
    };

    private static int AddressCount(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= 16
            ? count
            : throw new FormatException($"`{text}` is no number of external addresses: write 1 to 16.");
}
