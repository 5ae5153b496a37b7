using JumpingVpn.Lab;

namespace JumpingVpn.Steps;

/// <summary>Which addresses hosts have, and that they get others.</summary>
[Binding]
public sealed class AddressSteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>All gateways, NATs, hosts and interfaces that follow have IPv6 addresses, each on the public network a /64 of its
    /// own. Only on the
    /// simulated network.</summary>
    [Given("an IPv6 network")]
    public void GivenIPv6() => _scene.Hosts.UseIPv6(true);

    /// <summary>All that follow have IPv4 addresses, as they have where nothing is said. Between the families nothing is
    /// translated.</summary>
    [Given("an IPv4 network")]
    public void GivenIPv4() => _scene.Hosts.UseIPv6(false);

    /// <summary>Gives a host another address on its first network, as a new lease does. Its sockets are bound to the old one and
    /// reach nobody.</summary>
    [Given("{string} has got another address")]
    [When("{string} gets another address")]
    public void GetsAnother([NamesHost] string host) => _scene.Hosts.Renumber(host, back: false);

    /// <summary>Gives a host the address back that it had at the beginning; sockets that are bound to it go on.</summary>
    [When("{string} gets its first address back")]
    public void GetsFirstBack([NamesHost] string host) => _scene.Hosts.Renumber(host, back: true);

    /// <summary>Lets a gateway go on at another address with its sessions, of which it tells nobody: who begins a session from now
    /// on finds it
    /// there.</summary>
    [Given("{string} has moved to another address")]
    [When("{string} moves to another address")]
    public void Moves([Names(Gateway)] string gateway) => _scene.Gateway(gateway).Move(back: false);

    /// <summary>Lets a gateway go on at the address that it had at the beginning.</summary>
    [When("{string} moves back to its first address")]
    public void MovesBack([Names(Gateway)] string gateway) => _scene.Gateway(gateway).Move(back: true);
}
