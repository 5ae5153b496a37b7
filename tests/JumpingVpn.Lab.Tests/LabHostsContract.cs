using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Lab.Tests;

/// <summary>What every carrier promises about the life of hosts and about attackers on the path.</summary>
public abstract class LabHostsContract : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ILab _lab;
    private readonly DatagramQueue _atServer = new();
    private readonly DatagramQueue _atPhone = new();
    private readonly IDatagramChannel _server;
    private readonly IDatagramChannel _phone;
    private readonly TransportAddress _way;

    protected LabHostsContract(string backend)
    {
        _lab = LabFactory.Create(backend, seed: 1);
        _lab.AddHost("server");
        _server = Open("server", _atServer);
        _lab.AddNat("home", NatPresets.PortRestrictedCone);
        _lab.AddHost("phone", "home");
        _phone = Open("phone", _atPhone);
        _way = _lab.AddressToReach("phone", _server.LocalAddress);
    }

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_paused_host_receives_late_and_what_its_queue_does_not_hold_is_dropped()
    {
        _lab.Hosts.SetReceiveQueue("server", 2);
        _lab.Hosts.Pause("server");
        Send(1, 2, 3);
        _lab.RunFor(Second);
        _atServer.Count.Should().Be(0);
        _lab.Parked.Should().Be(2);
        _lab.Ledger.InFlight.Should().Be(2);
        _server.Send([9], _server.LocalAddress).Should().Be(SendResult.Unreachable);

        _lab.Hosts.Resume("server");
        _lab.RunFor(Second);

        Numbers(_atServer).Should().Equal(1, 2);
        _lab.Ledger.DroppedBy(DropReason.ReceiveQueueFull).Should().Be(1);
        _lab.Parked.Should().Be(0);
        _lab.Ledger.EnsureBalanced(0);
    }

    [Fact]
    public void A_timer_of_a_paused_host_fires_late_and_one_of_a_crashed_host_never()
    {
        var fired = new List<string>();
        Arm("server", "server", fired);
        Arm("phone", "phone", fired);
        _lab.Hosts.Pause("server");
        _lab.Hosts.Crash("phone", keepsState: false);
        _lab.RunFor(5 * Second);
        fired.Should().BeEmpty();

        _lab.Hosts.Resume("server");
        _lab.Hosts.Restart("phone");
        _lab.RunFor(5 * Second);

        fired.Should().Equal("server");
    }

    [Fact]
    public void A_host_that_crashed_without_state_hears_nothing_until_it_is_built_anew()
    {
        _lab.Hosts.Crash("server", keepsState: false);
        Send(1);
        _lab.RunFor(Second);
        _server.Send([9], _server.LocalAddress).Should().Be(SendResult.Closed);
        Completed.Require(_server.DisposeAsync());
        Send(2);
        _lab.RunFor(Second);
        _lab.Ledger.DroppedBy(DropReason.HostDown).Should().Be(2);
        Action opening = () => _lab.OpenChannel("server");
        opening.Should().Throw<InvalidOperationException>().WithMessage("\"server\" is down*");

        var rebuilt = new DatagramQueue();
        _lab.Hosts.Restart("server", () => _lab.OpenChannel("server", _server.LocalAddress.Port).Start(rebuilt));
        Send(3);
        _lab.RunFor(Second);

        Numbers(rebuilt).Should().Equal(3);
        Numbers(_atServer).Should().BeEmpty();
        _lab.Ledger.EnsureBalanced(0);
    }

    [Fact]
    public void A_host_that_kept_its_state_goes_on_after_the_restart()
    {
        _lab.Hosts.Crash("server", keepsState: true);
        Send(1);
        _lab.RunFor(Second);
        _lab.Hosts.Restart("server");
        Send(2);
        _lab.RunFor(Second);

        Numbers(_atServer).Should().Equal(2);
        _lab.Ledger.DroppedBy(DropReason.HostDown).Should().Be(1);
    }

    [Fact]
    public void A_further_interface_has_its_own_way_and_speaks_of_the_same_peers()
    {
        _lab.AddNat("carrier", NatPresets.PortRestrictedCone);
        _lab.Hosts.AddInterface("phone", "lte", "carrier");
        var atLte = new DatagramQueue();
        IDatagramChannel lte = Open("phone.lte", atLte);
        _lab.SetLink("phone.lte", new LinkOptions { Delay = Second });

        lte.Send([1], _way).Should().Be(SendResult.Sent);
        _lab.RunFor(Second);
        _atServer.TryReceive(out DatagramReceived seen).Should().BeTrue();
        _server.Send([2], seen.Source);
        _lab.RunFor(Second);

        _lab.NameOf(seen.Source).Should().Be("carrier/1");
        atLte.TryReceive(out DatagramReceived answer).Should().BeTrue();
        answer.Source.Should().Be(_way, "a program sees one address for its peer, whatever interface it uses");
        _lab.MappingsOf("home").Should().BeEmpty();
    }

    [Fact]
    public void An_interface_that_is_gone_sends_and_receives_nothing()
    {
        Send(1);
        _lab.RunFor(Second);
        _atServer.TryReceive(out DatagramReceived seen).Should().BeTrue();

        _lab.Hosts.SetAttached("phone", attached: false);
        _phone.Send([2], _way).Should().Be(SendResult.Unreachable);
        _server.Send([3], seen.Source);
        _lab.RunFor(Second);
        _lab.Hosts.SetAttached("phone", attached: true);
        _phone.Send([4], _way).Should().Be(SendResult.Sent);
        _lab.RunFor(Second);

        _lab.Ledger.DroppedBy(DropReason.InterfaceDown).Should().Be(1);
        Numbers(_atPhone).Should().BeEmpty();
        Numbers(_atServer).Should().Equal(4);
    }

    [Fact]
    public void A_partition_stops_one_way_or_both()
    {
        IDisposable oneWay = _lab.Hosts.Partition("server", "phone", bothWays: false);
        Send(1);
        _lab.RunFor(Second);
        _atServer.TryReceive(out DatagramReceived seen).Should().BeTrue();
        _server.Send([2], seen.Source);
        _lab.RunFor(Second);
        oneWay.Dispose();
        using (_lab.Hosts.Partition("server", "phone", bothWays: true))
        {
            Send(3);
            _server.Send([4], seen.Source);
            _lab.RunFor(Second);
        }

        _server.Send([5], seen.Source);
        _lab.RunFor(Second);

        Numbers(_atPhone).Should().Equal(5);
        Numbers(_atServer).Should().BeEmpty();
        _lab.Ledger.DroppedBy(DropReason.Partition).Should().Be(3);
    }

    [Fact]
    public void An_attacker_on_the_path_holds_and_releases()
    {
        var attacker = new OnPathAttacker();
        attacker.Hold(new FaultScope { Times = 1 });
        InterceptionPoint point = _lab.InterceptorsOf("phone", LinkWays.Up).Add(attacker);
        Send(1, 2);
        _lab.RunFor(Second);
        _lab.Parked.Should().Be(1);

        point.Release();
        _lab.RunFor(Second);

        Numbers(_atServer).Should().Equal(2, 1);
        _lab.Parked.Should().Be(0);
        _lab.Ledger.EnsureBalanced(0);
    }

    [Fact]
    public void A_drifting_clock_moves_the_timers_of_its_host_only()
    {
        var fired = new List<string>();
        _lab.Hosts.ClockOf("phone").DriftPartsPerMillion = 1_000_000;
        Arm("server", "server", fired);
        Arm("phone", "phone", fired);

        _lab.RunFor(Second);
        fired.Should().Equal("phone");
        _lab.RunFor(Second);

        fired.Should().Equal("phone", "server");
    }

    private IDatagramChannel Open(string node, DatagramQueue arrivals)
    {
        IDatagramChannel channel = _lab.OpenChannel(node);
        channel.Start(arrivals);
        return channel;
    }

    private void Send(params byte[] numbers)
    {
        foreach (byte number in numbers)
        {
            _phone.Send([number], _way).Should().Be(SendResult.Sent);
        }
    }

    private void Arm(string host, string word, List<string> fired) =>
        _lab.Hosts.ClockOf(host).CreateTimer(_ => fired.Add(word), null, 2 * Second, Timeout.InfiniteTimeSpan);

    private static List<byte> Numbers(DatagramQueue queue)
    {
        List<byte> numbers = [];
        while (queue.TryReceive(out DatagramReceived received))
        {
            numbers.Add(received.Payload.Span[0]);
        }

        return numbers;
    }
}
