namespace JumpingVpn.Steps.Tables;

/// <summary>One row of the table of a line's members.</summary>
/// <param name="Member">A member at the top level of a JSON object.</param>
/// <param name="Value">A text by its characters, anything else as it is written in JSON.</param>
public sealed record SaidMemberRow(string Member, string Value)
{
    private static readonly string[] Columns = ["member", "value"];

    internal static IReadOnlyList<SaidMemberRow> Read(DataTable table) =>
        TypedTable.Read(
            table,
            "members",
            Columns,
            Columns,
            row => new SaidMemberRow(row.Need("member", "a member"), row.Need("value", "a value"))
        );

    internal static IReadOnlyList<(string Member, string Value)> Members(IReadOnlyList<SaidMemberRow> rows) =>
        [.. rows.Select(row => (row.Member, row.Value))];
}
