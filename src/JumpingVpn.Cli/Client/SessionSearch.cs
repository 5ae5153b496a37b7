using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Demonstration;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Client;

/// <summary>Makes searches for the address of a server that gives a session.</summary>
internal static class SessionSearch
{
    /// <summary>A search that has not begun.</summary>
    public static ServerSearch<ClientSession> Of(
        IReadOnlyList<TransportAddress> addresses,
        ClientSettings settings,
        EventStream events,
        Surroundings surroundings
    ) => new(addresses, address => new Parsed<ClientSession>(new ClientSession(address, settings, events, surroundings)), surroundings);
}
