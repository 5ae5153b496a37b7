using JumpingVpn.Exploration.Choices;
using JumpingVpn.Exploration.Trials;

namespace JumpingVpn.Exploration.Tests.Trials;

public sealed class DecisionLogTests
{
    private static readonly DecisionLog Log = new()
    {
        Version = "1.2.3",
        Location = "features/my feature.feature:12",
        Hash = 0xFEDC_BA98_7654_3210,
        Strategy = "mix",
        From = ulong.MaxValue,
        Number = 17,
        Found = "Invariant: a session has at most one binding",
        Choices = [new Choice("clock step", 2, 1), new Choice("kind", 11, 0)],
    };

    [Fact]
    public void What_is_written_is_read()
    {
        DecisionLog.TryRead(Log.ToString(), out DecisionLog? read, out _).Should().BeTrue();

        read.Should().BeEquivalentTo(Log);
    }

    [Fact]
    public void A_run_without_faults_has_no_number()
    {
        DecisionLog.TryRead((Log with { Number = null }).ToString(), out DecisionLog? read, out _).Should().BeTrue();

        read!.Number.Should().BeNull();
    }

    [Theory]
    [InlineData("", "it does not begin with the line*")]
    [InlineData("{}", "it does not begin with the line*")]
    [InlineData("jumpingvpn decisions 1\nversion 1\n", "the line \"feature\" is missing")]
    [InlineData("jumpingvpn decisions 1\nversion 1\nfeature f\nhash x\nstrategy mix\nfrom 1\nfound y\n", "a number in it cannot be read")]
    public void What_is_no_log_is_refused(string text, string error)
    {
        DecisionLog.TryRead(text, out _, out string? actual).Should().BeFalse();

        actual.Should().Match(error);
    }
}
