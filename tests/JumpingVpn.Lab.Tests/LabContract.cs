using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Lab.Tests;

/// <summary>What every carrier of <see cref="ILab"/> promises; each has a class that derives from this one.</summary>
public abstract class LabContract : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ILab _lab;

    protected LabContract(string backend) => _lab = LabFactory.Create(backend, seed: 1);

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_datagram_arrives_and_its_answer_comes_back()
    {
        (DatagramQueue atServer, IDatagramChannel server) = Open("server");
        (DatagramQueue atPhone, IDatagramChannel phone) = Open("phone");

        phone.Send([1, 2], _lab.AddressToReach("phone", server.LocalAddress));
        Settle();
        atServer.TryReceive(out DatagramReceived request).Should().BeTrue();
        server.Send([3], request.Source);
        Settle();

        request.Payload.ToArray().Should().Equal(1, 2);
        atPhone.TryReceive(out DatagramReceived answer).Should().BeTrue();
        answer.Payload.ToArray().Should().Equal(3);
        _lab.NameOf(answer.Source).Should().Be(_lab.NameOf(server.LocalAddress), "the answer seems to come from where the request went");
    }

    [Fact]
    public void Time_moves_only_when_it_is_told_to()
    {
        _lab.Now.Should().Be(TimeSpan.Zero);
        _lab.RunFor(TimeSpan.FromHours(10));

        _lab.Now.Should().Be(TimeSpan.FromHours(10));
    }

    [Fact]
    public void A_delayed_datagram_arrives_at_its_tick_and_not_before()
    {
        (DatagramQueue atServer, IDatagramChannel server) = Open("server");
        (_, IDatagramChannel phone) = Open("phone");
        _lab.SetLink("phone", new LinkOptions { Delay = Second });

        phone.Send([1], _lab.AddressToReach("phone", server.LocalAddress));
        _lab.RunFor(Second - TimeSpan.FromTicks(1));
        int before = atServer.Count;
        _lab.RunFor(TimeSpan.FromTicks(1));

        before.Should().Be(0);
        atServer.Count.Should().Be(1);
    }

    [Fact]
    public void A_certain_loss_is_in_the_ledger_with_its_reason()
    {
        (DatagramQueue atServer, IDatagramChannel server) = Open("server");
        (_, IDatagramChannel phone) = Open("phone");
        _lab.SetLink("phone", new LinkOptions { Loss = Probability.Certain });

        phone.Send([1], _lab.AddressToReach("phone", server.LocalAddress));
        Settle();

        atServer.Count.Should().Be(0);
        _lab.Ledger.DroppedBy(DropReason.Loss).Should().Be(1);
        _lab.Ledger.EnsureBalanced(0);
    }

    [Fact]
    public void A_cut_link_drops_and_a_restored_one_carries()
    {
        (DatagramQueue atServer, IDatagramChannel server) = Open("server");
        (_, IDatagramChannel phone) = Open("phone");

        _lab.SetLinkUp("phone", up: false);
        phone.Send([1], _lab.AddressToReach("phone", server.LocalAddress));
        _lab.SetLinkUp("phone", up: true);
        phone.Send([2], _lab.AddressToReach("phone", server.LocalAddress));
        Settle();

        atServer.TryReceive(out DatagramReceived arrived).Should().BeTrue();
        arrived.Payload.ToArray().Should().Equal(2);
        _lab.Ledger.DroppedBy(DropReason.LinkDown).Should().Be(1);
    }

    [Fact]
    public void A_rebinding_shows_the_server_another_address_and_the_client_nothing()
    {
        (DatagramQueue atServer, IDatagramChannel server) = Open("server");
        _lab.AddNat("home", NatPresets.PortRestrictedCone);
        (_, IDatagramChannel phone) = Open("phone", behind: "home");
        TransportAddress way = _lab.AddressToReach("phone", server.LocalAddress);

        phone.Send([1], way);
        Settle();
        _lab.Rebind("home", "phone", NatRebindingKind.Port);
        phone.Send([2], way);
        Settle();

        atServer.TryReceive(out DatagramReceived first).Should().BeTrue();
        atServer.TryReceive(out DatagramReceived second).Should().BeTrue();
        second.Source.Should().NotBe(first.Source);
        _lab.NameOf(first.Source).Should().Be("home/1");
        _lab.NameOf(second.Source).Should().Be("home/2");
        _lab.MappingsOf("home").Should().ContainSingle();
    }

    [Fact]
    public void A_datagram_to_a_closed_port_is_accounted_for()
    {
        (_, IDatagramChannel server) = Open("server");
        (_, IDatagramChannel phone) = Open("phone");
        TransportAddress way = _lab.AddressToReach("phone", server.LocalAddress);
        JumpingVpn.Lab.Scenes.Completed.Require(server.DisposeAsync());

        phone.Send([1], way);
        Settle();

        _lab.Ledger.DroppedBy(DropReason.ClosedPort).Should().Be(1);
        _lab.Ledger.EnsureBalanced(0);
    }

    /// <summary>With a kernel's ports, of which there are some 28,000, two of 2,000 in a row are surely the same.</summary>
    [Fact]
    public void A_new_channel_never_has_the_address_of_a_closed_one()
    {
        _lab.AddHost("phone");
        HashSet<TransportAddress> seen = [];

        for (int opened = 0; opened < 2_000; opened++)
        {
            IDatagramChannel channel = _lab.OpenChannel("phone");
            seen.Add(channel.LocalAddress).Should().BeTrue($"{channel.LocalAddress} would pass for the path of a closed channel");
            JumpingVpn.Lab.Scenes.Completed.Require(channel.DisposeAsync());
        }
    }

    [Fact]
    public void A_forged_datagram_seems_to_come_from_its_victim()
    {
        (DatagramQueue atServer, IDatagramChannel server) = Open("server");
        (_, IDatagramChannel phone) = Open("phone");
        phone.Send([1], _lab.AddressToReach("phone", server.LocalAddress));
        Settle();
        atServer.TryReceive(out DatagramReceived real);

        _lab.SendForged([9], real.Source, server.LocalAddress);
        Settle();

        atServer.TryReceive(out DatagramReceived forged).Should().BeTrue();
        forged.Source.Should().Be(real.Source);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_nearest_one()
    {
        _lab.AddHost("phone");

        Action asking = () => _lab.OpenChannel("fone");

        asking.Should().Throw<SceneException>().WithMessage("*\"fone\"; there are \"phone\"*");
    }

    [Fact]
    public void A_name_cannot_be_given_twice()
    {
        _lab.AddHost("phone");

        Action adding = () => _lab.AddHost("phone");

        adding.Should().Throw<SceneException>().WithMessage("*phone*already*");
    }

    private (DatagramQueue Arrivals, IDatagramChannel Channel) Open(string host, string? behind = null)
    {
        _lab.AddHost(host, behind);
        DatagramQueue arrivals = new();
        IDatagramChannel channel = _lab.OpenChannel(host);
        channel.Start(arrivals);
        return (arrivals, channel);
    }

    private void Settle() => _lab.RunUntil(() => _lab.Ledger.InFlight == 0, Second).Should().BeTrue("an idle network comes to rest");
}
