using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;
using static JumpingVpn.Network.Tests.Nat.NatLab;

namespace JumpingVpn.Network.Tests.Nat;

/// <summary>Rebindings by the clock and by the count of datagrams: when they happen, and when not.</summary>
public class NatRebindingTimerTests
{
    private static readonly NatRebindingRules EveryTenSeconds = new() { Every = TimeSpan.FromSeconds(10) };

    [Theory]
    [InlineData(10, 20)]
    [InlineData(19, 20)]
    [InlineData(20, 30)]
    [InlineData(35, 40)]
    [InlineData(99, 100)]
    public void Periods_that_passed_in_silence_count_once_and_the_next_is_a_multiple_again(int silentUntil, int next)
    {
        var nat = new NatLab(new NatOptions { Rebinding = EveryTenSeconds });
        TransportAddress first = nat.Out(Phone, Server);
        nat.Pass(silentUntil);
        TransportAddress second = nat.Out(Phone, Server);
        second.Port.Should().Be(1024, "one rebinding took place, not one for each period");
        second.Should().NotBe(first);

        nat.Pass(TimeSpan.FromSeconds(next - silentUntil) - TimeSpan.FromTicks(1));
        nat.Out(Phone, Server).Should().Be(second, "the period is not over");
        nat.Pass(TimeSpan.FromTicks(1));
        nat.Out(Phone, Server).Port.Should().Be(1025);
    }

    [Fact]
    public void Each_mapping_has_a_clock_of_its_own()
    {
        var nat = new NatLab(new NatOptions { Rebinding = EveryTenSeconds });
        nat.Out(Phone, Server);
        nat.Pass(4);
        TransportAddress laptop = nat.Out(Host(3, 6000), Server);
        nat.Pass(6);

        nat.Out(Phone, Server).Port.Should().Be(1024);
        nat.Out(Host(3, 6000), Server).Should().Be(laptop);
        nat.Pass(4);
        nat.Out(Host(3, 6000), Server).Should().NotBe(laptop);
        nat.Out(Phone, Server).Port.Should().Be(1024);
    }

    [Fact]
    public void A_timer_without_a_free_port_keeps_the_endpoint_and_tries_again_a_period_later()
    {
        var nat = new NatLab(
            new NatOptions
            {
                FirstPort = 2000,
                LastPort = 2001,
                Rebinding = EveryTenSeconds,
            }
        );
        nat.Out(Phone, Server).Port.Should().Be(2000);
        nat.Out(Laptop, Server).Port.Should().Be(2001);
        nat.Pass(10);
        nat.Out(Phone, Server).Port.Should().Be(2000);
        nat.Table.Flush(NatScope.Host(Laptop), nat.Now).Should().Be(1);
        nat.Pass(9);
        nat.Out(Phone, Server).Port.Should().Be(2000);
        nat.Pass(1);

        nat.Out(Phone, Server).Port.Should().Be(2001);
    }

    [Fact]
    public void A_count_without_a_free_port_is_made_up_for_as_soon_as_there_is_one()
    {
        var nat = new NatLab(
            new NatOptions
            {
                FirstPort = 2000,
                LastPort = 2001,
                Rebinding = new NatRebindingRules { AfterDatagrams = 2 },
            }
        );
        nat.Out(Phone, Server);
        nat.Out(Laptop, Server);
        for (int i = 0; i < 5; i++)
        {
            nat.Out(Phone, Server).Port.Should().Be(2000);
        }

        nat.Table.Flush(NatScope.Host(Laptop), nat.Now);
        nat.Out(Phone, Server).Port.Should().Be(2001);
        nat.Out(Phone, Server).Port.Should().Be(2001);
        nat.Out(Phone, Server).Port.Should().Be(2000, "the count began again with the rebinding");
    }

    [Fact]
    public void Datagrams_from_outside_and_looks_at_the_table_are_not_counted()
    {
        var nat = new NatLab(new NatOptions { Rebinding = new NatRebindingRules { AfterDatagrams = 2 } });
        TransportAddress first = nat.Out(Phone, Server);
        for (int i = 0; i < 5; i++)
        {
            nat.In(first, Server).Should().Be(Phone);
            nat.Table.Mappings(nat.Now).Should().ContainSingle();
        }

        nat.Out(Phone, Server).Should().Be(first);
        nat.Out(Phone, Server).Should().NotBe(first);
    }
}
