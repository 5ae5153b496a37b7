using JumpingVpn.Features;
using JumpingVpn.Lab;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Steps.Tables;
using Reqnroll;

namespace JumpingVpn.Steps.Tests.Tables;

/// <summary>A table of links says all that a link can do, and refuses what it cannot.</summary>
public sealed class LinkTableTests : IDisposable
{
    private readonly ScenarioLab _lab = new(new LabSettings { Backend = "sim" });

    public LinkTableTests() => _lab.Scene.AddClient("phone");

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Every_column_reaches_the_link()
    {
        Set(
            ("link of", "phone"),
            ("way", "up"),
            ("delay", "40 ms"),
            ("jitter", "10 ms"),
            ("distribution", "Pareto"),
            ("jitter correlation", "25 %"),
            ("order", "may change"),
            ("loss", "5 %"),
            ("loss correlation", "30 %"),
            ("duplication", "1 %"),
            ("copies", "3"),
            ("copy delay", "5 ms"),
            ("corruption", "2 %"),
            ("damage", "truncated"),
            ("reordering", "4 %"),
            ("gap", "5"),
            ("mtu", "1200 bytes"),
            ("rate", "2 Mbit/s"),
            ("overhead", "28 bytes"),
            ("burst", "1500 bytes"),
            ("queue", "40"),
            ("discipline", "CoDel")
        );

        LinkOptions up = _lab.Scene.Lab.GetLink("phone", LinkWays.Up);
        up.Delay.Should().Be(TimeSpan.FromMilliseconds(40));
        up.Jitter.Should().Be(TimeSpan.FromMilliseconds(10));
        up.JitterDistribution.Should().Be(JitterDistribution.Pareto);
        up.JitterCorrelation.PartsPerMillion.Should().Be(250_000);
        up.Order.Should().Be(LinkOrder.AllowOvertaking);
        up.Loss.PartsPerMillion.Should().Be(50_000);
        up.LossCorrelation.PartsPerMillion.Should().Be(300_000);
        (up.Duplication.PartsPerMillion, up.MaxCopies, up.CopyDelay).Should().Be((10_000, 3, TimeSpan.FromMilliseconds(5)));
        (up.Corruption.PartsPerMillion, up.CorruptionKind).Should().Be((20_000, CorruptionKind.Truncate));
        (up.Reordering.PartsPerMillion, up.ReorderingGap).Should().Be((40_000, 5));
        up.Mtu.Should().Be(1200);
        up.Rate.Should()
            .Be(
                new RateLimit(BitRate.Megabits(2))
                {
                    OverheadBytes = 28,
                    BurstBytes = 1500,
                    QueueDatagrams = 40,
                    Discipline = QueueDiscipline.CoDel,
                }
            );
        _lab.Scene.Lab.GetLink("phone", LinkWays.Down).Should().Be(LinkOptions.Perfect);
    }

    [Fact]
    public void A_kind_is_refined_by_the_other_columns()
    {
        Set(("link of", "phone"), ("kind", "LTE"), ("loss", "3 %"));

        _lab.Scene.Lab.GetLink("phone", LinkWays.Down).Should().Be(LinkPresets.Lte.Down with { Loss = ThreePercent });
    }

    [Fact]
    public void An_MTU_may_be_signalled_on_the_simulated_network_and_not_over_real_sockets()
    {
        Set(("link of", "phone"), ("mtu", "1200 bytes, signalled"));
        _lab.Scene.Lab.GetLink("phone", LinkWays.Up).Should().Be(new LinkOptions { Mtu = 1200, MtuIsSignalled = true });

        using ScenarioLab real = new(new LabSettings { Backend = "udp" });
        real.Scene.AddClient("phone");
        Action setting = () => real.Scene.Links.Change("phone", LinkWays.Up, link => link with { Mtu = 1200, MtuIsSignalled = true });
        setting.Should().Throw<SceneException>().WithMessage("Over real sockets no MTU is signalled*@sim-only.");
    }

    [Theory]
    [InlineData("distribution", "norml", "`norml` is not a known distribution; did you mean \"normal\"? There are uniform, normal, Pareto")]
    [InlineData("loss", "5", "`5` is not a percentage: write one from 0 % to 100 %")]
    [InlineData("loss", "120 %", "`120 %` is out of range: write a percentage from 0 % to 100 %")]
    [InlineData("delay", "40 parsecs", "`40 parsecs` is not a duration: *")]
    [InlineData("delay", "25 h", "a delay of 90000 s is impossible: it must be from 0 to 86400 s")]
    [InlineData("mtu", "1200", "`1200` is not a size: write a number of bytes, for example `1200 bytes`")]
    [InlineData("copies", "two", "`two` is not a number of copies: write a whole number")]
    [InlineData("damage", "burnt", "`burnt` is not a known damage; there are flipped bit, truncated, extended, caught")]
    [InlineData("rate", "0 kbit/s", "`0 kbit/s` is out of range: *")]
    [InlineData("kind", "LTF", "`LTF` is not a known kind of link; did you mean \"LTE\"? There are 3G, *")]
    public void What_is_no_value_is_refused_by_the_plan(string column, string text, string message)
    {
        Action setting = () => Set(("link of", "phone"), (column, text));

        setting
            .Should()
            .Throw<TableException>()
            .WithMessage(message)
            .Which.Should()
            .Match<TableException>(it => it.Row == 1 && it.Column == column);
    }

    [Theory]
    [InlineData("jitter", "10 ms", "A jitter of 0.01 s around a delay of 0 is contradictory*")]
    [InlineData("loss correlation", "10 %", "A loss correlation of 10 % without a loss does nothing*")]
    [InlineData("queue", "40", "the column `queue` describes the queue before a rate limit: give a `rate` too")]
    public void What_depends_on_the_link_as_it_is_breaks_the_run(string column, string text, string message)
    {
        Action setting = () => Set(("link of", "phone"), (column, text));

        setting.Should().Throw<SceneException>().WithMessage(message);
    }

    private static readonly Network.Randomness.Probability ThreePercent = Network.Randomness.Probability.FromPercent(3);

    private void Set(params (string Column, string Text)[] cells)
    {
        var table = new DataTable([.. cells.Select(cell => cell.Column)]);
        table.AddRow([.. cells.Select(cell => cell.Text)]);
        new LinkSteps(_lab).TheLinks(TableWords.ReadLinks(table));
    }
}
