using System.Text;

namespace JumpingVpn.Protocol.Tests;

public sealed class CodeNamesTests
{
    [Fact]
    public void Every_code_and_reason_can_be_read_back_from_its_name()
    {
        foreach (RefusalCode code in Enum.GetValues<RefusalCode>())
        {
            bool isOne = CodeNames.TryParse(Encoding.UTF8.GetBytes(CodeNames.Name(code)), out RefusalCode read);
            (isOne, read).Should().Be((code != RefusalCode.None, code));
        }

        foreach (ReasonCode reason in Enum.GetValues<ReasonCode>())
        {
            bool isOne = CodeNames.TryParse(Encoding.UTF8.GetBytes(CodeNames.Name(reason)), out ReasonCode read);
            (isOne, read).Should().Be((reason != ReasonCode.None, reason));
        }
    }

    [Fact]
    public void The_names_are_those_of_the_protocol()
    {
        Enum.GetValues<RefusalCode>()
            .Skip(1)
            .Select(CodeNames.Name)
            .Should()
            .BeEquivalentTo(
                "MALFORMED",
                "UNKNOWN_TYPE",
                "TOO_LARGE",
                "UNKNOWN_SESSION",
                "WRONG_TRANSPORT",
                "BAD_PROOF",
                "REPLAY_DETECTED",
                "STALE_STATE_VERSION",
                "POLICY_DENY",
                "RATE_LIMITED",
                "SERVER_FULL",
                "BAD_MAC"
            );
        CodeNames.Name(MessageType.ReattachAck).Should().Be("REATTACH_ACK");
        CodeNames.Name(ReasonCode.SessionExpired).Should().Be("session_expired");
        CodeNames.Name(SessionState.Reattaching).Should().Be("REATTACHING");
        CodeNames.Name(TransitionReason.TtlSessionExpired).Should().Be("TTL_SESSION_EXPIRED");
        CodeNames.TryParse("malformed"u8, out RefusalCode _).Should().BeFalse();
    }
}
