using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Steps.Tables;

/// <summary>One row of the table of a line's members.</summary>
/// <param name="Member">A member at the top level of a JSON object.</param>
/// <param name="Value">A text by its characters, anything else as it is written in JSON.</param>
public sealed record MemberRow(string Member, string Value)
{
    private static readonly string[] Columns = ["member", "value"];

    internal static IReadOnlyList<MemberRow> Read(DataTable table) =>
        TypedTable.Read(
            table,
            "members",
            Columns,
            Columns,
            row => new MemberRow(row.Need("member", "a member"), row.Need("value", "a value"))
        );

    internal static SayPattern Pattern(IReadOnlyList<MemberRow> rows) =>
        SayPattern.OfMembers([.. rows.Select(row => (row.Member, row.Value))]);
}
