using JumpingVpn.Cli.Forwarding;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Tests.Forwarding;

/// <summary>Flows on both sides: whose they are, how many there may be, and when they end.</summary>
public sealed class FlowTests
{
    private static readonly ForwardLimits Limits = new() { FlowsPerSession = 2, Flows = 3 };
    private static readonly SessionId Mine = new(1);
    private static readonly SessionId Theirs = new(2);

    private readonly List<string> _ended = [];

    [Fact]
    public void A_peer_keeps_its_flow_and_no_other_peer_ever_gets_its_number()
    {
        var flows = new PeerFlows(Limits);
        uint first = flows.FlowOf(Peer(1), TimeSpan.Zero);
        flows.FlowOf(Peer(1), TimeSpan.Zero).Should().Be(first);
        uint second = flows.FlowOf(Peer(2), TimeSpan.Zero);
        flows.FlowOf(Peer(1), TimeSpan.Zero);
        uint third = flows.FlowOf(Peer(3), TimeSpan.Zero);

        flows.TryPeerOf(second, TimeSpan.Zero, out _).Should().BeFalse("it was idle longest");
        flows.TryPeerOf(first, TimeSpan.Zero, out TransportAddress peer).Should().BeTrue();
        (peer, flows.Count).Should().Be((Peer(1), 2));
        new[] { first, second, third }.Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void A_peers_flow_ends_when_it_was_idle_as_long_as_it_may_be(long ticks, bool lives)
    {
        var flows = new PeerFlows(Limits);
        uint flow = flows.FlowOf(Peer(1), TimeSpan.Zero);
        flows.TryPeerOf(flow, Limits.FlowIdle + new TimeSpan(ticks), out _).Should().Be(lives);
    }

    [Fact]
    public void A_session_cannot_name_the_flow_of_another()
    {
        SessionFlows<string> flows = Flows();
        flows.Add(Mine, 1, "mine", TimeSpan.Zero);

        flows.TryUse(Theirs, 1, TimeSpan.Zero, out _).Should().BeFalse();
        flows.TryUse(Mine, 1, TimeSpan.Zero, out string flow).Should().BeTrue();
        flow.Should().Be("mine");
    }

    [Fact]
    public void A_session_that_opens_too_many_loses_its_own()
    {
        SessionFlows<string> flows = Flows();
        flows.Add(Theirs, 1, "theirs", TimeSpan.Zero);
        flows.Add(Mine, 1, "a", TimeSpan.Zero);
        flows.Add(Mine, 2, "b", TimeSpan.Zero);
        flows.TryUse(Mine, 1, TimeSpan.Zero, out _);

        flows.Add(Mine, 3, "c", TimeSpan.Zero);

        _ended.Should().Equal("b");
        flows.Count.Should().Be(3);
    }

    [Fact]
    public void Where_there_are_too_many_in_all_the_session_with_the_most_loses_one()
    {
        SessionFlows<string> flows = Flows();
        flows.Add(Mine, 1, "a", TimeSpan.Zero);
        flows.Add(Mine, 2, "b", TimeSpan.Zero);
        flows.Add(Theirs, 1, "theirs", TimeSpan.Zero);

        flows.Add(new SessionId(3), 1, "newcomer's", TimeSpan.Zero);

        _ended.Should().Equal("a");
        (flows.Count, flows.Sessions).Should().Be((3, 3));
    }

    [Fact]
    public void Idle_ones_end_and_so_do_those_of_a_session_that_ends()
    {
        SessionFlows<string> flows = Flows();
        flows.Add(Mine, 1, "idle", TimeSpan.Zero);
        flows.Add(Mine, 2, "busy", new TimeSpan(1));

        flows.EndIdle(Limits.FlowIdle);
        _ended.Should().Equal("idle");

        flows.EndAll(Mine);
        _ended.Should().Equal("idle", "busy");
        (flows.Count, flows.Sessions).Should().Be((0, 0));
    }

    private static TransportAddress Peer(byte number) => TransportAddress.FromIPv4(127, 0, 0, number, 5_353);

    private SessionFlows<string> Flows() => new(Limits, _ended.Add);
}
