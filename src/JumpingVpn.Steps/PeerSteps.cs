using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Steps.Rules;
using JumpingVpn.Steps.Tables;

namespace JumpingVpn.Steps;

/// <summary>A NAT as seen from both sides: peers send each other probes. A further socket of a peer is "phone:2".</summary>
[Binding]
public sealed class PeerSteps(ScenarioLab lab)
{
    private readonly PeerGroup _peers = lab.Scene.Peers;

    /// <summary>Sends a datagram to a peer on the public network.</summary>
    [Given("{string} has probed {string}")]
    [When("{string} probes {string}")]
    public void WhenProbes([NamesSocket, Socket] string from, [NamesSocket, Socket] string to) => _peers.Probe(from, to, seenBy: null);

    /// <summary>Sends a datagram to the address at which a third peer saw this one.</summary>
    [Given("{string} has probed {string} at the address that {string} sees")]
    [When("{string} probes {string} at the address that {string} sees")]
    public void WhenProbesAsSeen([NamesSocket, Socket] string from, [NamesSocket, Socket] string to, [NamesSocket, Socket] string seenBy) =>
        _peers.Probe(from, to, seenBy);

    /// <summary>Sends a datagram to the address from which the peer's last one came.</summary>
    [Given("{string} has answered {string}")]
    [When("{string} answers {string}")]
    public void WhenAnswers([NamesSocket, Socket] string from, [NamesSocket, Socket] string to) => _peers.Probe(from, to, seenBy: from);

    /// <summary>One datagram in each row, in the order of their times, which count from this step on. Columns: at, from, to, bytes (a
    /// length, or 0x and the bytes); and seen in, if it goes to an address that the receiver of an earlier row saw: the number of that
    /// row.</summary>
    [Given("these datagrams have been sent:")]
    [When("these datagrams are sent:")]
    [Waits]
    public void SendDatagrams(
        [NamesSocket(Column = "from"), Names(Peer, Column = "to", PartsAfter = ":")] IReadOnlyList<DatagramRow> datagrams
    ) => _peers.Traffic.Send([.. datagrams.Select(static row => row.Datagram)]);

    /// <summary>Every datagram of the table has arrived.</summary>
    [Then("all of these datagrams have arrived")]
    public void ThenAllHaveArrived() => _peers.Traffic.ExpectArrived([]);

    /// <summary>Every datagram of the table has arrived except for these, which have not; the first row is number 1.</summary>
    [Then("all of these datagrams have arrived except {numbers}")]
    public void ThenOthersHaveArrived(DatagramNumbers except) => _peers.Traffic.ExpectArrived(except.All);

    /// <summary>The last probe reached the peer that it was meant for.</summary>
    [Then("the probe arrives")]
    public void ThenArrives() => _peers.ExpectArrival();

    /// <summary>The last probe reached this peer, whichever peer it was meant for.</summary>
    [Then("{string} receives the probe")]
    public void ThenReceives([NamesSocket, Socket] string peer) => _peers.ExpectHeard(peer);

    /// <summary>The last probe reached neither this peer nor any other: it was lost on the way, or the sender has no network.</summary>
    [Then("{string} does not receive the probe")]
    public void ThenDoesNotReceive([NamesSocket, Socket] string peer) => _peers.ExpectNotHeard(peer);

    /// <summary>The network dropped the last probe for this reason.</summary>
    [Then("the probe is dropped by/for {dropReason}")]
    public void ThenDropped(DropReason reason) => _peers.ExpectDropped(reason);

    /// <summary>Two peers have last heard a third one from the same port, address or both.</summary>
    [Then("{string} and {string} see {string} with the same {rebinding}")]
    public void ThenSeeSame(
        [NamesSocket, Socket] string one,
        [NamesSocket, Socket] string other,
        [NamesSocket, Socket] string shown,
        NatRebindingKind part
    ) => _peers.ExpectShown(shown, one, other, part, same: true);

    /// <summary>Two peers have last heard a third one from different ports, addresses or endpoints.</summary>
    [Then("{string} and {string} see {string} with a different {rebinding}")]
    public void ThenSeeDifferent(
        [NamesSocket, Socket] string one,
        [NamesSocket, Socket] string other,
        [NamesSocket, Socket] string shown,
        NatRebindingKind part
    ) => _peers.ExpectShown(shown, one, other, part, same: false);

    /// <summary>A peer has last heard two others from the same port, address or both.</summary>
    [Then("{string} sees {string} and {string} with the same {rebinding}")]
    public void ThenSeesSame(
        [NamesSocket, Socket] string viewer,
        [NamesSocket, Socket] string one,
        [NamesSocket, Socket] string other,
        NatRebindingKind part
    ) => _peers.ExpectSeen(viewer, one, other, part, same: true);

    /// <summary>A peer has last heard two others from different ports, addresses or endpoints.</summary>
    [Then("{string} sees {string} and {string} with a different {rebinding}")]
    public void ThenSeesDifferent(
        [NamesSocket, Socket] string viewer,
        [NamesSocket, Socket] string one,
        [NamesSocket, Socket] string other,
        NatRebindingKind part
    ) => _peers.ExpectSeen(viewer, one, other, part, same: false);

    /// <summary>No NAT on the way has changed the port, address or both.</summary>
    [Then("{string} sees {string} with its own {rebinding}")]
    public void ThenSeesOwn([NamesSocket, Socket] string viewer, [NamesSocket, Socket] string shown, NatRebindingKind part) =>
        _peers.ExpectOwn(viewer, shown, part, same: true);

    /// <summary>A NAT on the path has changed the port or the address; if the step names both, at least one of them.</summary>
    [Then("{string} does not see {string} with its own {rebinding}")]
    public void ThenDoesNotSeeOwn([NamesSocket, Socket] string viewer, [NamesSocket, Socket] string shown, NatRebindingKind part) =>
        _peers.ExpectOwn(viewer, shown, part, same: false);
}
