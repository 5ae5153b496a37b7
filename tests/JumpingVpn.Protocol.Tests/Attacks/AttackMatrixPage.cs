using System.Text;

namespace JumpingVpn.Protocol.Tests.Attacks;

/// <summary>Writes docs/attack-matrix.md from what the attacks were really answered.</summary>
internal static class AttackMatrixPage
{
    public static string Write()
    {
        var page = new StringBuilder(
            """
            # The attack matrix

            This page lists the answer to each message type under each manipulation. No cell changes a state, a binding or a timer,
            and no answer is longer than three times the message; tests in `tests/JumpingVpn.Protocol.Tests/Attacks` check both.
            This page is generated from the real answers: `UPDATE_PAGES=1 dotnet test tests/JumpingVpn.Protocol.Tests --filter Attacks`
            writes it again, and a test checks it.

            | manipulation | the attacker sends |
            |---|---|
            | Replayed | the newest of its type, once more from where it came |
            | FromElsewhere | the same from their own address |
            | Older | the first of its type in the session, from where it came then |
            | OfAnotherSession | another client's, from the victim's address |
            | Reflected | it back to the side that made it |
            | Flipped | it with each bit of each byte flipped in turn |
            | FlippedFresh | the same with one that the server has not seen yet |
            | Truncated | it cut at each length |
            | Extended | it with each byte value, `{}`, itself or 4,096 zero bytes appended |
            | AfterExpiry, AfterTermination | it once more when the session has just expired, or was ended |
            | TwoAtOnce | a copy of a fresh one, which arrives first and in the same tick |

            A `HANDSHAKE_INIT` makes a session no matter who sends it; this is not an attack on another session.
            `→` goes to the server, `←` to the client.

            """.ReplaceLineEndings("\n")
        );
        foreach (AttackProfile profile in AttackProfile.All)
        {
            Write(page, profile);
        }

        return page.ToString();
    }

    private static void Write(StringBuilder page, AttackProfile profile)
    {
        string where = profile.ForgesSource ? "the victim's own address" : "the attacker's address";
        page.Append("\n## ").Append(profile.Title).Append('\n');
        page.Append("Changed messages to the server come from ").Append(where).Append(".\n\n");
        page.Append("| message | manipulation | answers |\n|---|---|---|\n");
        foreach (
            IGrouping<(MessageType Type, bool ToServer, string), AttackCell> row in AttackMatrix
                .Run(profile)
                .Where(cell => cell.Answers.Count > 0)
                .GroupBy(cell => (cell.Type, cell.ToServer, string.Join(", ", cell.Answers.Order(StringComparer.Ordinal))))
        )
        {
            (MessageType type, bool toServer, string answers) = row.Key;
            page.Append("| `").Append(CodeNames.Name(type)).Append("` ").Append(toServer ? '→' : '←').Append(" | ");
            page.AppendJoin(", ", row.Select(cell => cell.Manipulation)).Append(" | ").Append(answers).Append(" |\n");
        }
    }
}
