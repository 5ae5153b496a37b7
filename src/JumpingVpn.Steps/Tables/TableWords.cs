namespace JumpingVpn.Steps.Tables;

/// <summary>Reads the tables below steps.</summary>
[Binding]
public static class TableWords
{
    /// <summary>NATs, each after the one that it is behind.</summary>
    [StepArgumentTransformation]
    public static IReadOnlyList<NatRow> ReadNats(DataTable table) => NatRow.Read(table);

    /// <summary>Links.</summary>
    [StepArgumentTransformation]
    public static IReadOnlyList<LinkRow> ReadLinks(DataTable table) => LinkRow.Read(table);

    /// <summary>Settings of the policy.</summary>
    [StepArgumentTransformation]
    public static IReadOnlyList<PolicyRow> ReadPolicy(DataTable table) => PolicyRow.Read(table);

    /// <summary>Reads the members of a line of JSON.</summary>
    [StepArgumentTransformation]
    public static IReadOnlyList<SaidMemberRow> ReadMembers(DataTable table) => SaidMemberRow.Read(table);

    /// <summary>Reads lines of text.</summary>
    [StepArgumentTransformation]
    public static IReadOnlyList<SaidLineRow> ReadLines(DataTable table) => SaidLineRow.Read(table);

    /// <summary>Datagrams that peers send.</summary>
    [StepArgumentTransformation]
    public static IReadOnlyList<DatagramRow> ReadDatagrams(DataTable table) => DatagramRow.Read(table);

    /// <summary>Mappings of a NAT.</summary>
    [StepArgumentTransformation]
    public static MappingTable ReadMappings(DataTable table) => MappingTable.Read(table);
}
