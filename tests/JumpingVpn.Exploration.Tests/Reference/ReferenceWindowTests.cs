using JumpingVpn.Exploration.Reference;

namespace JumpingVpn.Exploration.Tests.Reference;

public sealed class ReferenceWindowTests
{
    [Theory]
    [InlineData("37", null)]
    [InlineData("36", "a number below the window is acknowledged")]
    public void What_is_64_below_the_highest_is_not_acknowledged_any_more(string number, string? wrong)
    {
        ReferenceWindow window = At100();

        window.Acknowledge(number).Should().Be(wrong);
    }

    [Theory]
    [InlineData("36", null)]
    [InlineData("37", "a number in the window is refused as too old")]
    public void And_only_that_is_too_old(string number, string? wrong) => At100().Refuse(number).Should().Be(wrong);

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public void What_is_no_number_is_not_judged(string number)
    {
        At100().Acknowledge(number).Should().BeNull();
        At100().Refuse(number).Should().BeNull();
    }

    private static ReferenceWindow At100()
    {
        var window = new ReferenceWindow();
        window.Acknowledge("100").Should().BeNull();
        return window;
    }
}
