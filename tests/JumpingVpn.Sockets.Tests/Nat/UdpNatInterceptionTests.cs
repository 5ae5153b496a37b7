using JumpingVpn.Datagrams;
using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Sockets.Tests.Nat;

/// <summary>Attackers on the path and held, cut and lengthened datagrams: the objects of the simulated network, over real
/// sockets.</summary>
public sealed class UdpNatInterceptionTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly FaultScope Next = new() { Times = 1 };

    private readonly NatLab _lab = new();
    private readonly OnPathAttacker _attacker = new();
    private readonly UdpNat _nat;
    private readonly AccessLink _link;
    private readonly LabHost _phone;
    private readonly LabHost _server;
    private readonly TransportAddress _gateway;

    public UdpNatInterceptionTests()
    {
        _nat = _lab.Nat(UdpNatOptions.PassThrough, options => options with { MaxDelayedDatagrams = 3 });
        _phone = _lab.Host();
        _server = _lab.Host();
        _gateway = _nat.AddForward(_server.Address);
        _link = _lab.Link();
        _nat.SetInsideLink(_phone.Address.WithPort(0), _link);
    }

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void What_an_attacker_drops_ends_with_him()
    {
        _link.Up.Interceptors.Add(_attacker);
        _attacker.Drop(Next);

        Send(1, 2);

        _server.Received.Should().Equal(2);
        _nat.Ledger.DroppedBy(DropReason.Adversary).Should().Be(1);
    }

    [Fact]
    public void What_an_attacker_holds_waits_for_its_release_and_then_crosses_the_link()
    {
        _link.Up.Options = new LinkOptions { Delay = Second };
        InterceptionPoint point = _link.Up.Interceptors.Add(_attacker);
        _attacker.Hold(Next);
        Send(1, 2);
        _lab.Pass(5 * Second);
        _server.Received.Should().Equal(2);
        _nat.Held.Should().Be(1);
        point.Held.Should().Be(1);

        point.Release();
        _lab.Pass(Second - TimeSpan.FromTicks(1));
        _server.Count.Should().Be(1);
        _lab.Pass(TimeSpan.FromTicks(1));

        _server.Received.Should().Equal(2, 1);
        _nat.Held.Should().Be(0);
        point.Held.Should().Be(0);
    }

    [Fact]
    public void What_an_attacker_delays_is_overtaken()
    {
        _link.Up.Interceptors.Add(_attacker);
        _attacker.Delay(2 * Second, Next);

        Send(1, 2);
        _lab.Pass(2 * Second);

        _server.Received.Should().Equal(2, 1);
    }

    [Fact]
    public void What_an_attacker_rewrites_arrives_with_its_new_bytes()
    {
        _link.Down.Interceptors.Add(_attacker);
        _attacker.Rewrite(Next, captured => new byte[] { (byte)(captured.Payload.Span[0] * 2), 1, 1 });
        Send(1);

        _server.Send(21, _server.LastSource);
        _lab.Settle();

        _phone.Received.Should().Equal(42);
        _phone.Lengths.Should().Equal(3);
    }

    [Fact]
    public void A_release_onto_a_dead_link_and_a_full_store_are_accounted_for()
    {
        InterceptionPoint point = _link.Up.Interceptors.Add(_attacker);
        _attacker.Hold(FaultScope.All);
        Send(1, 2, 3, 4);
        _nat.Ledger.DroppedBy(DropReason.QueueFull).Should().Be(1, "only 3 may wait");

        _link.IsUp = false;
        point.Release();
        _lab.Settle();

        _server.Count.Should().Be(0);
        _nat.Ledger.DroppedBy(DropReason.LinkDown).Should().Be(3);
    }

    [Fact]
    public void A_fault_holds_until_it_is_released()
    {
        LinkFault fault = _link.Up.Faults.Hold(Next);
        Send(1, 2);
        _server.Received.Should().Equal(2);
        _nat.Held.Should().Be(1);

        fault.Release();
        _lab.Settle();

        _server.Received.Should().Equal(2, 1);
    }

    [Fact]
    public void A_truncated_datagram_arrives_shorter_and_an_extended_one_longer()
    {
        _link.Up.Options = new LinkOptions { Corruption = Probability.Certain, CorruptionKind = CorruptionKind.Extend };
        Send(1);
        _link.Up.Options = new LinkOptions { Corruption = Probability.Certain, CorruptionKind = CorruptionKind.Truncate };
        Send(2);

        _server.Lengths[0].Should().BeInRange(2, 65);
        _server.Lengths[1].Should().Be(0);
    }

    private void Send(params byte[] contents)
    {
        foreach (byte content in contents)
        {
            _phone.Send(content, _gateway);
        }

        _lab.Settle();
    }
}
