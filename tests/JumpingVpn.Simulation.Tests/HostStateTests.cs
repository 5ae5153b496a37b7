using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Simulation.Tests;

public class HostStateTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SimulatedNetwork _net = new(seed: 1);
    private readonly SimulatedHost _gateway;
    private readonly SimulatedHost _phone;
    private readonly SimulatedChannel _server;
    private readonly SimulatedChannel _client;
    private readonly CollectingReceiver _atServer = new();
    private readonly List<string> _log = [];

    public HostStateTests()
    {
        _gateway = _net.AddHost("gw");
        _phone = _net.AddHost("phone");
        _server = _gateway.OpenChannel(7000);
        _server.Start(_atServer);
        _client = _phone.OpenChannel();
    }

    [Fact]
    public void What_reaches_a_paused_host_waits_in_flight_until_it_resumes()
    {
        _gateway.Pause();
        Send(1, 2);
        _net.RunFor(10 * Second);
        _atServer.Count.Should().Be(0);
        _net.Ledger.InFlight.Should().Be(2);
        _net.Parked.Should().Be(2);
        _net.EnsureBalanced();

        _gateway.Resume();
        _net.RunUntilQuiescent();

        Received().Should().Equal(1, 2);
        _net.Parked.Should().Be(0);
        _net.EnsureBalanced();
    }

    [Fact]
    public void A_full_receive_queue_drops_the_newest_and_counts_it()
    {
        _gateway.ReceiveQueueLimit = 2;
        _gateway.Pause();
        Send(1, 2, 3);
        _net.RunFor(Second);
        _net.Ledger.DroppedBy(DropReason.ReceiveQueueFull).Should().Be(1);

        _gateway.Resume();
        _net.RunFor(Second);

        Received().Should().Equal(1, 2);
        Send(4);
        _net.RunUntilQuiescent();
        Received().Should().Equal(1, 2, 4);
    }

    [Fact]
    public void Timers_and_datagrams_of_a_pause_come_late_in_the_order_in_which_they_were_due()
    {
        _phone.Link.Uplink = new LinkOptions { Delay = 3 * Second };
        _server.Dispose();
        SimulatedChannel server = _gateway.OpenChannel(7000);
        server.Start(new ActingReceiver(_ => _log.Add("datagram")));
        At(4, "late");
        At(2, "early");
        At(9, "after");
        Send(1);
        _gateway.Pause();
        _net.RunFor(5 * Second);
        _log.Should().BeEmpty();

        _gateway.Resume();
        _net.RunFor(Second);

        _log.Should().Equal("early", "datagram", "late");
        _net.RunFor(10 * Second);
        _log.Should().Equal("early", "datagram", "late", "after");
    }

    [Fact]
    public void What_arrives_while_a_host_catches_up_waits_its_turn()
    {
        _server.Dispose();
        var received = new List<byte>();
        _gateway
            .OpenChannel(7000)
            .Start(
                new ActingReceiver(datagram =>
                {
                    received.Add(datagram.Payload.Span[0]);
                    if (received.Count == 1)
                    {
                        Send(3);
                    }
                })
            );
        _gateway.Pause();
        Send(1, 2);
        _net.RunFor(Second);

        _gateway.Resume();
        _net.RunFor(Second);

        received.Should().Equal(1, 2, 3);
        _net.EnsureBalanced();
    }

    [Fact]
    public void A_periodic_timer_makes_up_once_for_the_times_that_a_pause_missed()
    {
        var beats = new List<TimeSpan>();
        using ITimer timer = _gateway.Clock.CreateTimer(_ => beats.Add(_net.Now), null, Second, Second);
        _net.RunFor(1.5 * Second);
        _gateway.Pause();
        _net.RunFor(4 * Second);
        _gateway.Resume();
        _net.RunFor(2 * Second);

        beats.Should().Equal(Second, 5.5 * Second, 6 * Second, 7 * Second);
    }

    [Fact]
    public void A_paused_host_sends_nothing_and_its_neighbours_notice_nothing()
    {
        _phone.Pause();

        _client.Send([1], _server.LocalAddress).Should().Be(SendResult.Unreachable);
        SimulatedChannel tablet = _net.AddHost("tablet").OpenChannel();
        tablet.Send([2], _server.LocalAddress).Should().Be(SendResult.Sent);
        _net.RunUntilQuiescent();

        Received().Should().Equal(2);
        _net.Ledger.HandedOver.Should().Be(1, "what the host could not send was never handed over");
    }

    [Fact]
    public void A_crash_closes_channels_silences_timers_and_drops_what_arrives()
    {
        At(1, "never");
        Send(1);
        _net.RunFor(Second / 2);
        _gateway.Crash();
        Send(2);
        _net.RunFor(5 * Second);

        Received().Should().Equal(1);
        _log.Should().BeEmpty();
        _server.Send([9], _client.LocalAddress).Should().Be(SendResult.Closed);
        _net.Ledger.DroppedBy(DropReason.HostDown).Should().Be(1);
        _gateway
            .Invoking(it => it.OpenChannel())
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("\"gw\" is down: restart it before you open a channel.");
    }

    [Fact]
    public void A_restart_without_state_builds_the_host_anew_and_the_old_code_stays_dead()
    {
        TimeProvider before = _gateway.Clock;
        _gateway.Crash();
        var rebuilt = new CollectingReceiver();

        _gateway.Restart(host => host.OpenChannel(7000).Start(rebuilt));
        before.CreateTimer(_ => _log.Add("from the grave"), null, Second, Timeout.InfiniteTimeSpan);
        At(1, "alive");
        Send(3);
        _net.RunFor(2 * Second);

        rebuilt.Received.Single().Payload.ToArray().Should().Equal(3);
        _atServer.Count.Should().Be(0);
        _log.Should().Equal("alive");
    }

    [Fact]
    public void A_crash_that_keeps_its_state_loses_what_arrives_and_goes_on_after_the_restart()
    {
        At(2, "due while down");
        _gateway.Pause();
        Send(1);
        _net.RunFor(Second);
        _gateway.Crash(keepsState: true);
        _net.Ledger.DroppedBy(DropReason.HostDown).Should().Be(1, "what waited during the pause is lost with it");
        Send(2);
        _net.RunFor(3 * Second);
        _log.Should().BeEmpty();

        _gateway.Restart();
        Send(3);
        _net.RunFor(Second);

        Received().Should().Equal(3);
        _log.Should().Equal("due while down");
        _net.Ledger.DroppedBy(DropReason.HostDown).Should().Be(2);
        _net.EnsureBalanced();
    }

    [Fact]
    public void A_timer_that_waits_can_be_disposed_or_armed_anew()
    {
        using ITimer gone = _gateway.Clock.CreateTimer(_ => _log.Add("gone"), null, Second, Timeout.InfiniteTimeSpan);
        using ITimer moved = _gateway.Clock.CreateTimer(_ => _log.Add("moved"), null, Second, Timeout.InfiniteTimeSpan);
        _gateway.Pause();
        _net.RunFor(2 * Second);
        gone.Dispose();
        moved.Change(3 * Second, Timeout.InfiniteTimeSpan);
        _gateway.Resume();
        _net.RunFor(2 * Second);
        _log.Should().BeEmpty();

        _net.RunFor(Second);

        _log.Should().Equal("moved");
    }

    [Fact]
    public void A_state_that_is_impossible_is_refused_with_a_sentence()
    {
        _gateway
            .Invoking(it => it.Resume())
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("\"gw\" is Running and cannot be resumed: it must be Paused.");
        _gateway
            .Invoking(it => it.Restart())
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("\"gw\" is Running and cannot be restarted: it must be Down.");
        _gateway.Crash(keepsState: true);
        _gateway.Invoking(it => it.Crash()).Should().Throw<InvalidOperationException>().WithMessage("\"gw\" is down already*");
        _gateway.Invoking(it => it.Pause()).Should().Throw<InvalidOperationException>();
        _gateway.Invoking(it => it.Restart(_ => { })).Should().Throw<ArgumentException>().WithMessage("\"gw\" kept its state*");
        _gateway.Invoking(it => it.ReceiveQueueLimit = -1).Should().Throw<ArgumentOutOfRangeException>();
    }

    private void Send(params byte[] numbers)
    {
        foreach (byte number in numbers)
        {
            _client.Send([number], _server.LocalAddress).Should().Be(SendResult.Sent);
        }
    }

    private void At(int seconds, string what) =>
        _gateway.Clock.CreateTimer(_ => _log.Add(what), null, seconds * Second, Timeout.InfiniteTimeSpan);

    private IEnumerable<byte> Received() => _atServer.Received.Select(datagram => datagram.Payload.Span[0]);
}
