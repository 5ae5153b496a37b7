using JumpingVpn.Network.Impairments;

namespace JumpingVpn.Network.Tests.Impairments;

/// <summary>Where a table says that a delay lies, to the tick.</summary>
public class DelayTableTests
{
    private const ulong Quarter = 1UL << 62;

    /// <summary>Half of the mass between -1 and 0 jitters, half between 0 and 3.</summary>
    private static readonly DelayTable Table = new(-DelayTable.Unit, 0, 3 * DelayTable.Unit);

    [Theory]
    [InlineData(0, -100_000)]
    [InlineData(Quarter / 2, -75_000)]
    [InlineData(Quarter, -50_000)]
    [InlineData(2 * Quarter, 0)]
    [InlineData(3 * Quarter, 150_000)]
    [InlineData(ulong.MaxValue, 299_995)]
    public void A_draw_lies_between_two_values_in_proportion(ulong uniform, long ticks) => Table.Scale(100_000, uniform).Should().Be(ticks);

    [Fact]
    public void The_longest_jitter_overflows_nothing()
    {
        long day = TimeSpan.TicksPerDay;

        new DelayTable(0, int.MaxValue)
            .Scale(day, 2 * Quarter)
            .Should()
            .BeCloseTo(day / DelayTable.Unit * (int.MaxValue / 2L), 200_000_000_000UL);
    }

    [Fact]
    public void Values_may_come_in_any_order()
    {
        var shuffled = new DelayTable(3 * DelayTable.Unit, -DelayTable.Unit, 0);

        shuffled.Scale(100_000, 0).Should().Be(-100_000);
        shuffled.Scale(100_000, 3 * Quarter).Should().Be(150_000);
    }

    [Fact]
    public void A_table_has_2_to_1048576_values()
    {
        Refused(1, "A delay table of 1 values is impossible: it must have from 2 to 1048576.");
        Refused((1 << 20) + 1, "A delay table of 1048577 values is impossible: it must have from 2 to 1048576.");
        new DelayTable(0, 8192).Scale(100, 2 * Quarter).Should().Be(50);
        new DelayTable(new int[1 << 20]).Scale(100, ulong.MaxValue).Should().Be(0);
    }

    [Fact]
    public void No_text_is_no_table() =>
        ((Action)(() => DelayTable.Parse(null!))).Should().Throw<ArgumentNullException>().WithParameterName("netem");

    private static void Refused(int values, string sentence) =>
        ((Action)(() => _ = new DelayTable(new int[values]))).Should().Throw<ArgumentException>().WithMessage(sentence);
}
