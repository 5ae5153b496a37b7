using System.Globalization;
using System.Numerics;
using System.Text;
using JumpingVpn.Protocol.Wire;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Protocol.Tests.Wire;

/// <summary>The tables of docs/wire-format.md, written from the schema that the code reads, writes and protects by.</summary>
public sealed class WireTablesTests
{
    private const string Page = "wire-format.md";

    [Fact]
    public void The_page_has_the_messages_of_the_schema()
    {
        var table = new StringBuilder("| `type` | from | members | `mac` | echoed | answer |\n|---|---|---|---|---|---|\n");
        foreach (MessageRow row in MessageSchema.Rows)
        {
            string members = string.Join(", ", row.WrittenRows.Where(member => member.Member != Members.Mac).Select(of => Member(row, of)));
            string echoed = string.Join(", ", Listed(row.Echoed));
            table.Append(
                CultureInfo.InvariantCulture,
                $"| `{row.Name}` | {From(row.From)} | {members} | {Rule(row.Rule)} | {echoed} | {row.Answer} |\n"
            );
        }

        Pages.ExpectBetween(Page, "messages", table.ToString());
    }

    [Fact]
    public void The_page_has_the_members_of_the_schema()
    {
        var table = new StringBuilder("| member | form | tag |\n|---|---|---|\n");
        foreach (MemberRow row in MemberSchema.Rows)
        {
            int bit = BitOperations.TrailingZeroCount((uint)row.Member);
            table.Append(
                CultureInfo.InvariantCulture,
                $"| `{row.Name}` | {row.Form.Description} | {(Enum.IsDefined((MacTag)bit) ? bit : "–")} |\n"
            );
        }

        Pages.ExpectBetween(Page, "members", table.ToString());
    }

    private static string Member(MessageRow row, MemberRow member) =>
        (row.Required & member.Member) != 0 ? $"`{member.Name}`" : $"[`{member.Name}`]";

    private static IEnumerable<string> Listed(Members members) =>
        MemberSchema.Rows.Where(row => (members & row.Member) != 0).Select(row => $"`{row.Name}`");

    private static string From(Sender sender) =>
        sender switch
        {
            Sender.Client => "client",
            Sender.Server => "server",
            Sender.Either => "both",
            Sender.ServerWhereMarked => "client, server `down`",
            Sender.ClientWhereMarked => "server, client `down`",
            _ => throw new ArgumentOutOfRangeException(nameof(sender), sender, "Nobody sends it."),
        };

    private static string Rule(MacRule rule) =>
        rule switch
        {
            MacRule.Handshake => "of the handshake",
            MacRule.Required => "required",
            MacRule.WhereAsked => "where asked",
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "It is refused."),
        };
}
