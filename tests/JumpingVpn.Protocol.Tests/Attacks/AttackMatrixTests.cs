using JumpingVpn.TestSupport;

namespace JumpingVpn.Protocol.Tests.Attacks;

/// <summary>
/// Each message type under each manipulation: no state, binding or timer moves, no answer is amplified, and the answer is the one that
/// docs/attack-matrix.md states.
/// </summary>
public sealed class AttackMatrixTests
{
    public static TheoryData<string> Profiles => [.. AttackProfile.All.Select(profile => profile.Name)];

    [Fact]
    public void Every_message_type_is_attacked()
    {
        IEnumerable<MessageType> seen = AttackProfile.All.SelectMany(profile => AttackMatrix.Rows(profile)).Select(row => row.Type);

        seen.Distinct().Should().BeEquivalentTo(Enum.GetValues<MessageType>().Except([MessageType.Unknown]));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void No_manipulated_message_moves_anything(string profile)
    {
        AttackProfile chosen = AttackProfile.All.Single(known => known.Name == profile);

        AttackMatrix.Run(chosen).Should().OnlyContain(cell => cell.Damage.Count == 0);
    }

    [Fact]
    public void The_page_says_what_each_attack_is_answered()
    {
        Pages.Expect("attack-matrix.md", AttackMatrixPage.Write());
    }
}
