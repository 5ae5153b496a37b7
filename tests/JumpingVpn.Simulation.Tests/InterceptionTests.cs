using System.Text;
using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Simulation.Tracing;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Simulation.Tests;

public class InterceptionTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly FaultScope Next = new() { Times = 1 };

    private readonly SimulatedNetwork _net = new(seed: 1);
    private readonly SimulatedHost _phone;
    private readonly SimulatedChannel _client;
    private readonly SimulatedChannel _server;
    private readonly CollectingReceiver _atServer = new();
    private readonly OnPathAttacker _attacker = new();

    public InterceptionTests()
    {
        _phone = _net.AddHost("phone");
        _client = _phone.OpenChannel();
        _server = _net.AddHost("gw").OpenChannel(443);
        _server.Start(_atServer);
    }

    [Fact]
    public void A_dropped_datagram_ends_with_the_attacker_in_the_ledger()
    {
        using InterceptionPoint point = _phone.Link.Up.Intercept(_attacker);
        _attacker.Drop(new FaultScope { Nth = 2 });

        Send(1, 2, 3);
        _net.RunUntilQuiescent();

        Received().Should().Equal(1, 3);
        _net.Ledger.DroppedBy(DropReason.Adversary).Should().Be(1);
        point.Seen.Should().Be(3);
        point.Hits.Should().Be(1);
        _net.EnsureBalanced();
    }

    [Fact]
    public void A_held_datagram_waits_for_its_release_and_then_crosses_the_link()
    {
        _phone.Link.Uplink = new LinkOptions { Delay = Second };
        using InterceptionPoint point = _phone.Link.Up.Intercept(_attacker);
        _attacker.Hold(Next);
        Send(1, 2);
        _net.RunFor(10 * Second);
        Received().Should().Equal(2);
        point.Held.Should().Be(1);
        _net.Parked.Should().Be(1);
        _net.EnsureBalanced();

        point.Release();
        Received().Should().Equal([2], "a release calls nobody by itself");
        _net.RunFor(Second - TimeSpan.FromTicks(1));
        Received().Should().Equal(2);
        _net.RunFor(TimeSpan.FromTicks(1));

        Received().Should().Equal(2, 1);
        point.Held.Should().Be(0);
        _net.Parked.Should().Be(0);
        _net.EnsureBalanced();
    }

    [Fact]
    public void A_delayed_datagram_is_overtaken()
    {
        using InterceptionPoint point = _phone.Link.Up.Intercept(_attacker);
        _attacker.Delay(2 * Second, Next);

        Send(1, 2);
        _net.RunUntilQuiescent();

        Received().Should().Equal(2, 1);
        _net.Now.Should().Be(2 * Second);
    }

    [Fact]
    public void A_rewritten_datagram_arrives_with_its_new_bytes_and_the_trace_says_so()
    {
        using var trace = new SimulationTrace(_net.Loop);
        using IDisposable watching = _net.Observe(trace);
        using InterceptionPoint point = _phone.Link.Up.Intercept(_attacker);
        byte[] longer = [.. Enumerable.Range(0, 500).Select(it => (byte)it)];
        _attacker.Rewrite(Next, _ => longer);
        _attacker.Rewrite(Next, _ => ReadOnlyMemory<byte>.Empty);

        Send(1, 2);
        _net.RunUntilQuiescent();

        _atServer.Received[0].Payload.ToArray().Should().Equal(longer);
        _atServer.Received[1].Payload.Length.Should().Be(0);
        Encoding
            .UTF8.GetString(trace.Utf8Lines)
            .Split('\n')
            .Count(line => line.Contains("\"rewritten\"", StringComparison.Ordinal))
            .Should()
            .Be(2);
    }

    [Fact]
    public void A_copy_can_be_replayed_later_from_anywhere()
    {
        using InterceptionPoint point = _phone.Link.Up.Intercept(_attacker);
        AttackRule copy = _attacker.Copy(FaultScope.All);
        Send(7);
        _net.RunFor(5 * Second);

        CapturedDatagram captured = copy.Captured.Single();
        _net.Inject(captured.Payload.Span, captured.Source, captured.Destination);
        _net.RunUntilQuiescent();

        _atServer.Received.Select(it => it.Source).Should().Equal(_client.LocalAddress, _client.LocalAddress);
        point.IsVacuous.Should().BeTrue("to look on is no attack");
    }

    [Fact]
    public void An_attacker_outside_a_nat_sees_the_translated_source_and_one_inside_the_host()
    {
        SimulatedNat home = _net.AddNat("home", NatPresets.FullCone);
        SimulatedHost laptop = _net.AddHost("laptop", behind: home);
        AttackRule seen = _attacker.Copy(FaultScope.All);
        using InterceptionPoint inside = laptop.Link.Up.Intercept(_attacker);
        using InterceptionPoint outside = home.Link.Up.Intercept(_attacker);

        SimulatedChannel channel = laptop.OpenChannel();
        channel.Send([1], _server.LocalAddress);
        _net.RunUntilQuiescent();

        seen.Captured.Select(it => it.Source).Should().Equal(channel.LocalAddress, _atServer.Received.Single().Source);
    }

    [Fact]
    public void An_attacker_who_goes_lets_everything_go()
    {
        InterceptionPoint point = _phone.Link.Up.Intercept(_attacker);
        _attacker.Hold(FaultScope.All);
        Send(1);
        _net.RunUntilQuiescent();

        point.Dispose();
        Send(2);
        _net.RunUntilQuiescent();

        Received().Should().Equal(2, 1);
        _net.EnsureBalanced();
    }

    [Fact]
    public void A_datagram_released_onto_a_dead_link_is_dropped_by_the_link()
    {
        using InterceptionPoint point = _phone.Link.Up.Intercept(_attacker);
        _attacker.Hold(Next);
        Send(1);
        _phone.Link.IsUp = false;

        point.Release();
        _net.RunUntilQuiescent();

        _net.Ledger.DroppedBy(DropReason.LinkDown).Should().Be(1);
        _net.EnsureBalanced();
    }

    [Fact]
    public void Whatever_never_struck_is_listed_for_the_whole_network()
    {
        using LinkFault fault = _phone.Link.Down.Drop(nth: 3);
        using InterceptionPoint point = _phone.Link.Up.Intercept(_attacker);
        _attacker.Hold(new FaultScope { Nth = 9 });
        using (_net.Partition([_phone], [_net.Hosts[1]]))
        {
            _net.RunFor(Second);
        }

        Send(1);
        _net.RunUntilQuiescent();

        _net.Invoking(it => it.EnsureNothingVacuous())
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage(
                "Set on purpose, and never struck a datagram, so nothing is proven by it:\n"
                    + "  an attacker on phone>internet (touched 0 of 1 that he saw)\n"
                    + "  Drop the 3rd datagram on internet>phone (struck 0 of 0 that matched)\n"
                    + "  a partition of \"phone\" and \"gw\" (stopped no datagram)"
            );
    }

    [Fact]
    public void Nothing_is_vacuous_once_everything_struck()
    {
        using LinkFault fault = _phone.Link.Up.Drop(nth: 1);
        Send(1);
        using (_net.PartitionOneWay([_phone], [_net.Hosts[1]]))
        {
            Send(2);
            _net.RunFor(Second);
        }

        _net.EnsureNothingVacuous();
    }

    private void Send(params byte[] numbers)
    {
        foreach (byte number in numbers)
        {
            _client.Send([number], _server.LocalAddress);
        }
    }

    private IEnumerable<byte> Received() => _atServer.Received.Select(datagram => datagram.Payload.Span[0]);
}
