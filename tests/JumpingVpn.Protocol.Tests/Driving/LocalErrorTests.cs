using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Tests.Driving;

/// <summary>What this machine itself says of a path is evidence at once.</summary>
public sealed class LocalErrorTests
{
    private static readonly TimeSpan Quickly = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task A_network_that_the_machine_cannot_send_on_is_left_at_once()
    {
        await using RoamingBench bench = new();
        bench.WifiSays = _ => SendResult.Unreachable;

        bench.Send();
        bench.Time.Advance(TimeSpan.Zero);
        bench.Net.Deliver();

        (bench.Client.Current, bench.Client.Session.Core.State).Should().Be(("lte", SessionState.Recovering));
        (bench.Server.Counters.Switches, bench.Server.Counters.DataDelivered).Should().Be((1, 1));
        bench.Wifi[0].Disposed.Should().BeTrue();
    }

    [Fact]
    public async Task Where_the_own_address_is_gone_and_there_is_one_network_it_is_opened_again()
    {
        await using RoamingBench bench = new(withLte: false);
        bench.WifiAddress = Addresses.PhoneMoved;
        bench.WifiSays = address => address == Addresses.Phone ? SendResult.Unreachable : null;

        bench.Send();
        bench.Run(Quickly);

        bench.Client.Session.LocalAddress.Should().Be(Addresses.PhoneMoved);
        (bench.Client.Session.Core.State, bench.Server.Counters.DataDelivered, bench.Wifi.Count)
            .Should()
            .Be((SessionState.Recovering, 1, 2));
    }

    [Fact]
    public async Task A_machine_without_any_network_tries_again_soon_and_costs_no_switch()
    {
        await using RoamingBench bench = new();
        bench.WifiSays = _ => SendResult.Unreachable;
        bench.LteSays = static () => SendResult.Unreachable;
        bench.Send();
        bench.Run(TimeSpan.FromSeconds(20));
        (bench.Wifi.Count + bench.Lte.Count).Should().BeInRange(20, 250);
        bench.Client.Session.Core.State.Should().Be(SessionState.Reattaching);

        bench.LteSays = static () => null;
        bench.Run(Quickly);

        (bench.Client.Current, bench.Client.Session.Core.State).Should().Be(("lte", SessionState.Recovering));
        (bench.Server.Counters.Switches, bench.Server.Counters.DataDelivered).Should().Be((1, 1));
    }

    [Fact]
    public async Task A_word_from_the_system_hastens_the_next_try()
    {
        await using RoamingBench bench = new(withLte: false);
        bench.WifiSays = _ => SendResult.Unreachable;
        bench.Send();
        bench.Run(TimeSpan.FromSeconds(5));

        bench.WifiSays = static _ => null;
        bench.Client.NetworkChanged();
        bench.Time.Advance(TimeSpan.Zero);
        bench.Net.Deliver();

        bench.Client.Session.Core.State.Should().Be(SessionState.Recovering);
    }

    [Fact]
    public async Task A_word_from_the_system_costs_a_bound_path_one_question_and_no_switch()
    {
        await using RoamingBench bench = new();

        for (int i = 0; i < 100; i++)
        {
            bench.Client.NetworkChanged();
        }

        bench.Net.TakeAll().Should().HaveCount(1);
        bench.Run(TimeSpan.FromSeconds(3));
        (bench.Server.Counters.KeepalivesAccepted, bench.Server.Counters.Switches).Should().Be((1, 0));
        bench.Client.Session.Core.State.Should().Be(SessionState.Attached);
    }

    [Fact]
    public async Task An_idle_client_that_hears_of_a_change_finds_out_that_its_address_is_gone()
    {
        await using RoamingBench bench = new();
        bench.WifiSays = _ => SendResult.Unreachable;
        bench.Run(TimeSpan.FromSeconds(10));
        bench.Client.Current.Should().Be("wifi", "nothing was sent");

        bench.Client.NetworkChanged();
        bench.Run(TimeSpan.Zero);
        bench.Time.Advance(TimeSpan.Zero);
        bench.Net.Deliver();

        (bench.Client.Current, bench.Client.Session.Core.State).Should().Be(("lte", SessionState.Recovering));
    }

    [Fact]
    public async Task A_full_send_buffer_is_no_reason_to_leave()
    {
        await using RoamingBench bench = new();
        bench.WifiSays = _ => SendResult.QueueFull;
        bench.Send();
        bench.Run(TimeSpan.FromSeconds(1));
        bench.WifiSays = static _ => null;
        bench.Run(TimeSpan.FromSeconds(2));

        (bench.Client.Current, bench.Server.Counters.Switches, bench.Server.Counters.DataDelivered).Should().Be(("wifi", 0, 1));
    }

    [Fact]
    public async Task A_network_that_throws_when_it_is_opened_is_passed_over()
    {
        await using RoamingBench bench = new();
        bench.OpenLte = static () => throw new InvalidOperationException("no SIM");
        bench.WifiSays = _ => SendResult.Unreachable;
        bench.Send();
        bench.Run(TimeSpan.FromSeconds(1));
        bench.Client.LatestOpenFailure!.Message.Should().Be("no SIM");

        bench.WifiSays = static _ => null;
        bench.Run(Quickly);

        (bench.Client.Current, bench.Server.Counters.DataDelivered).Should().Be(("wifi", 1));
    }
}
