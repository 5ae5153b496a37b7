using System.ComponentModel.DataAnnotations;
using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Steps;

/// <summary>What hosts go through: interfaces, pauses, crashes, clocks.</summary>
[Binding]
public sealed class HostSteps(ScenarioLab lab)
{
    private readonly HostScene _hosts = lab.Scene.Hosts;
    private readonly EndpointScene _endpoints = lab.Scene.Endpoints;

    /// <summary>Gives a host another interface on the public network, with its own address and link: the link of "phone.lte".</summary>
    [Given("{string} has an interface {string}")]
    public void HasAnInterface([NamesHost] string host, [Introduces(Interface, Of = nameof(host))] string name) =>
        _hosts.AddInterface(host, name, behind: null);

    /// <summary>Gives a host another interface behind a NAT, with its own address and link: the link of "phone.lte".</summary>
    [Given("{string} has an interface {string} behind {string}")]
    public void HasAnInterfaceBehind(
        [NamesHost] string host,
        [Introduces(Interface, Of = nameof(host))] string name,
        [Names(Nat)] string nat
    ) => _hosts.AddInterface(host, name, nat);

    /// <summary>Takes the first interface of a host away: it sends nothing, and what arrives is dropped.</summary>
    [Given("{string} has lost its network")]
    [When("{string} loses its network")]
    public void LosesItsNetwork([NamesHost] string host) => _hosts.SetAttached(host, name: null, attached: false);

    /// <summary>Brings the first interface of a host back, with the address it had.</summary>
    [When("{string} regains its network")]
    public void FindsItsNetwork([NamesHost] string host) => _hosts.SetAttached(host, name: null, attached: true);

    /// <summary>Takes another interface of a host away.</summary>
    [Given("{string} has lost its interface {string}")]
    [When("{string} loses its interface {string}")]
    public void LosesAnInterface([NamesHost] string host, [Names(Interface, Of = nameof(host))] string name) =>
        _hosts.SetAttached(host, name, attached: false);

    /// <summary>Brings another interface of a host back, with the address it had.</summary>
    [When("{string} regains its interface {string}")]
    public void FindsAnInterface([NamesHost] string host, [Names(Interface, Of = nameof(host))] string name) =>
        _hosts.SetAttached(host, name, attached: true);

    /// <summary>Opens a socket on another interface, reattaches from it and waits for the answer.</summary>
    [When("{string} reattaches over {string}")]
    [Waits]
    public void ReattachesOver([Names(Client)] string client, [Names(Interface, Of = nameof(client))] string name) =>
        lab.Scene.Client(client).Reattach.Over(name);

    /// <summary>Sets how many datagrams each socket keeps while its host is paused; 256 by default. When it is full, newly arriving
    /// datagrams are dropped.</summary>
    [Given("the receive queue of {string} has room for {int} datagram(s)")]
    public void ReceiveQueue([NamesHost] string host, [Range(0, int.MaxValue)] int datagrams) => _hosts.SetReceiveQueue(host, datagrams);

    /// <summary>Freezes a host until it resumes: arriving datagrams wait, and timers fire late. The network and its NATs go on.</summary>
    [When("{string} pauses")]
    public void Pauses([NamesHost] string host) => _hosts.Pause(host);

    /// <summary>Freezes a host and resumes it after this time; the next steps happen meanwhile.</summary>
    [When("{string} pauses for {duration}")]
    public void PausesFor([NamesHost] string host, TimeSpan lasting) => _hosts.Pause(host, lasting);

    /// <summary>Ends a pause: everything that waited happens now, in the order in which it fell due or arrived.</summary>
    [When("{string} resumes")]
    public void Resumes([NamesHost] string host) => _hosts.Resume(host);

    /// <summary>Crashes a gateway, a client or an endpoint; its sockets, timers and sessions are lost.</summary>
    [When("{string} crashes and loses its state")]
    public void CrashesWithoutState([Names(Gateway, Client, Endpoint)] string host) => _hosts.Crash(host, keepsState: false);

    /// <summary>Crashes a host that has saved its state: after the restart it continues where it was.</summary>
    [When("{string} crashes and keeps its state")]
    public void CrashesWithState([NamesHost] string host) => _hosts.Crash(host, keepsState: true);

    /// <summary>Restarts a host that has crashed.</summary>
    [When("{string} restarts")]
    public void Restarts([NamesHost] string host) => _hosts.Restart(host);

    /// <summary>Crashes a gateway, a client or an endpoint and restarts it at once; its sockets, timers and sessions are lost.</summary>
    [When("{string} crashes and restarts without its state")]
    public void CrashesAndRestartsWithoutState([Names(Gateway, Client, Endpoint)] string host) =>
        _hosts.CrashAndRestart(host, keepsState: false);

    /// <summary>Crashes a host that has saved its state and restarts it at once.</summary>
    [When("{string} crashes and restarts with its state")]
    public void CrashesAndRestartsWithState([NamesHost] string host) => _hosts.CrashAndRestart(host, keepsState: true);

    /// <summary>Keeps what an endpoint that is a WebAssembly module knows now, as a backup of its machine does.</summary>
    [When("{string} saves its state")]
    public void SavesState([Names(Endpoint)] string endpoint) => _endpoints.Find(endpoint).SaveState();

    /// <summary>Crashes an endpoint and restarts it at once from its backup: it knows what it knew when it saved its state, and has
    /// forgotten what it has learned since.</summary>
    [When("{string} crashes and restarts with the state that it saved")]
    public void CrashesAndRestartsFromBackup([Names(Endpoint)] string endpoint) => _hosts.CrashAndRestore(endpoint);

    /// <summary>Makes the clock and all timers of a host run faster than the world's by this many parts per million; slower if
    /// negative.</summary>
    [Given("the clock of {string} drifts by {int} ppm")]
    [When("the clock of {string} drifts by {int} ppm")]
    public void Drifts([NamesHost] string host, [Range(-500_000, 1_000_000)] int partsPerMillion) => _hosts.SetDrift(host, partsPerMillion);

    /// <summary>Sets the wall clock of a host forward, as an administrator does; its timers are not affected.</summary>
    [Given("the clock of {string} is {duration} ahead")]
    [When("the clock of {string} jumps ahead by {duration}")]
    public void JumpsAhead([NamesHost] string host, TimeSpan by) => _hosts.StepClock(host, by);

    /// <summary>Sets the wall clock of a host back.</summary>
    [Given("the clock of {string} is {duration} behind")]
    [When("the clock of {string} jumps back by {duration}")]
    public void JumpsBack([NamesHost] string host, TimeSpan by) => _hosts.StepClock(host, -by);

    /// <summary>The wall clock of a host differs from the world's by this much.</summary>
    [Then("the clock of {string} is {duration} ahead")]
    public void IsAhead([NamesHost] string host, TimeSpan by) => _hosts.ExpectWallClock(host, by);

    /// <summary>The wall clock of a host differs from the world's by this much.</summary>
    [Then("the clock of {string} is {duration} behind")]
    public void IsBehind([NamesHost] string host, TimeSpan by) => _hosts.ExpectWallClock(host, -by);

    /// <summary>Drops everything between two hosts; if it stops nothing, the scenario fails as vacuous.</summary>
    [When("{string} and {string} cannot reach each other")]
    public void CannotReachEachOther([NamesHost] string one, [NamesHost] string other) => _hosts.Partition(one, other, bothWays: true);

    /// <summary>Drops everything that one host sends to another, and nothing in the other direction.</summary>
    [When("nothing from {string} reaches {string}")]
    public void NothingReaches([NamesHost] string from, [NamesHost] string to) => _hosts.Partition(from, to, bothWays: false);

    /// <summary>Ends every partition.</summary>
    [When("the partition heals")]
    public void Heals() => _hosts.Heal();
}
