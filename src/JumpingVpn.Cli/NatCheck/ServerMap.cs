using JumpingVpn.Cli.Stun;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.NatCheck;

/// <summary>Where the other addresses of a server are reached, and why not where they are not.</summary>
internal sealed record ServerMap
{
    /// <summary>The server's address with its other port.</summary>
    public TransportAddress? OtherPort { get; private init; }

    /// <summary>The server's other address, or another server, with any port.</summary>
    public TransportAddress? OtherAddress { get; private init; }

    /// <summary>Whether a relay represents the server, so that what it says of its addresses does not hold here.</summary>
    public bool IsRelayed { get; private init; }

    /// <summary>Why <see cref="OtherAddress"/> is not known, or what it is when nobody answers there.</summary>
    public string WhyNoOtherAddress =>
        (OtherAddress, IsRelayed) switch
        {
            ({ } known, _) => $"nobody answers at the other address, {known}",
            (_, true) => "the server is reached through a relay; --other-address says where its other address is reached",
            _ => "the server has one address; --other-address may name another server",
        };

    /// <summary>Why <see cref="OtherPort"/> is not known, or what it is when nobody answers there.</summary>
    public string WhyNoOtherPort =>
        (OtherPort, IsRelayed) switch
        {
            ({ } known, _) => $"nobody answers at the other port, {known}",
            (_, true) => "the server is reached through a relay; --other-port says where its other port is reached",
            _ => "the server has one port; --other-port may name another of its ports",
        };

    /// <summary>What was said on the command line counts before what the server says of itself.</summary>
    public static ServerMap Of(NatCheckOptions options, StunMessage answer)
    {
        bool isRelayed = answer.Origin is { } origin && origin != options.Server;
        TransportAddress? other = isRelayed ? null : answer.Other;
        bool hasOtherHost = other is { } named && !named.SameHost(options.Server);
        ushort? port = isRelayed ? null : (other ?? answer.AlternateServer)?.Port;
        return new ServerMap
        {
            IsRelayed = isRelayed,
            OtherPort = options.OtherPort ?? (port is { } number ? options.Server.WithPort(number) : null),
            OtherAddress = options.OtherAddress ?? (hasOtherHost ? other?.WithPort(options.Server.Port) : null),
        };
    }
}
