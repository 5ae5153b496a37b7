using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Sockets.Tests.Nat;

/// <summary>What attackers see and forge at a NAT.</summary>
public sealed class UdpNatAttackTests : IDisposable, INatObserver
{
    private readonly NatLab _lab = new();
    private readonly List<(NatPassage Passage, byte Content)> _seen = [];
    private readonly UdpNat _nat;
    private readonly LabHost _phone;
    private readonly LabHost _server;
    private readonly TransportAddress _gateway;
    private Action<NatPassage>? _reaction;

    public UdpNatAttackTests()
    {
        _nat = _lab.Nat(refine: options => options with { Observer = this });
        _phone = _lab.Host();
        _server = _lab.Host();
        _gateway = _nat.AddForward(_server.Address);
        _phone.Send(1, _gateway);
        _lab.Settle();
    }

    private TransportAddress External => _nat.Mappings()[0].External;

    void INatObserver.OnPassage(in NatPassage passage, ReadOnlySpan<byte> datagram)
    {
        _seen.Add((passage, datagram[0]));
        _reaction?.Invoke(passage);
    }

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void An_observer_sees_both_sides_of_each_translation()
    {
        _seen.Select(s => s.Content).Should().AllBeEquivalentTo(1);
        _seen.Select(s => s.Passage.Kind).Should().Contain(NatPassageKind.Translated);
        _seen
            .Select(s => s.Passage with { Socket = default })
            .Where(passage => passage.Kind is NatPassageKind.Entered or NatPassageKind.Left)
            .Should()
            .Equal(
                new NatPassage(
                    NatPassageKind.Entered,
                    NatDirection.Outbound,
                    TimeSpan.Zero,
                    _phone.Address,
                    default,
                    _server.Address,
                    DropReason.None,
                    Injected: false
                ),
                new NatPassage(
                    NatPassageKind.Left,
                    NatDirection.Outbound,
                    TimeSpan.Zero,
                    _phone.Address,
                    External,
                    _server.Address,
                    DropReason.None,
                    Injected: false
                )
            );
    }

    [Fact]
    public void A_drop_is_seen_with_its_reason()
    {
        _lab.Host().Send(9, _server.LastSource);
        _lab.Settle();

        _seen[^1].Passage.Kind.Should().Be(NatPassageKind.Dropped);
        _seen[^1].Passage.Drop.Should().Be(DropReason.NatFiltered);
    }

    [Fact]
    public void Forged_as_the_mapping_a_datagram_reaches_the_server_with_the_address_of_the_victim()
    {
        _nat.InjectAsExternal([9], External, _server.Address).Should().BeTrue();
        _lab.Settle();

        _server.Received.Should().Equal(1, 9);
        _server.LastSource.Should().Be(_server.Sources[0]);
        _seen[^1].Passage.Injected.Should().BeTrue();
    }

    [Fact]
    public void A_mapping_that_never_was_cannot_be_forged()
    {
        _nat.InjectAsExternal([9], External.WithPort(1), _server.Address).Should().BeFalse();
    }

    [Fact]
    public void Forged_as_the_server_a_datagram_passes_the_filter_and_as_anyone_else_it_does_not()
    {
        _nat.InjectFromOutside([8], _server.Address, External);
        _nat.InjectFromOutside([9], _lab.Host().Address, External);
        _lab.Settle();

        _phone.Received.Should().Equal(8);
        _phone.LastSource.Should().Be(_gateway);
        _nat.Ledger.DroppedBy(DropReason.NatFiltered).Should().Be(1);
    }

    [Fact]
    public void Forged_as_a_host_inside_a_datagram_takes_the_mapping_of_that_host()
    {
        _nat.InjectFromInside([9], _phone.Address, _server.Address);
        _lab.Settle();

        _server.Received.Should().Equal(1, 9);
        _server.Sources.Distinct().Should().ContainSingle();
    }

    [Fact]
    public void An_observer_may_win_a_race_by_injecting_as_it_sees()
    {
        _reaction = passage =>
        {
            if (passage is { Kind: NatPassageKind.Entered, Injected: false })
            {
                _nat.InjectAsExternal([9], External, _server.Address);
            }
        };

        _phone.Send(2, _gateway);
        _lab.Settle();

        _server.Received.Should().Equal(1, 9, 2);
    }
}
