using System.Net;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;
using JumpingVpn.Sockets;

namespace JumpingVpn.Cli.Client.Networks;

/// <summary>A network of this machine, and what is broken of it on purpose.</summary>
/// <remarks>Thread rule: all members from any thread.</remarks>
internal sealed class BreakableNetwork
{
    private readonly TransportAddress _local;
    private volatile BreakableChannel? _latest;
    private volatile bool _isDown;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="network">Which it is.</param>
    /// <param name="toIPv4">The family of the server's address.</param>
    public BreakableNetwork(ClientNetwork network, bool toIPv4)
    {
        Name = network.Name;
        Candidate = new PathCandidate(Name, Open);
        _local =
            network.Address is { } address ? TransportAddress.FromEndPoint(new IPEndPoint(address, 0))
            : toIPv4 ? TransportAddress.FromIPv4(0, 0)
            : default;
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>It, as the driver knows it.</summary>
    public PathCandidate Candidate { get; }

    /// <summary>Whether its link loses everything, in both directions.</summary>
    public bool IsDown
    {
        get => _isDown;
        set => _isDown = value;
    }

    /// <summary>Closes the socket that was opened last.</summary>
    /// <returns>The address that it had; null if none was opened.</returns>
    public TransportAddress? Kill() => _latest?.Kill();

    /// <summary>Gives that socket another port without a word.</summary>
    public bool TryRebind() => _latest?.TryRebind() ?? false;

    private BreakableChannel? Open() =>
        UdpDatagramChannel.TryBind(_local, null, out UdpDatagramChannel? socket, out _)
            ? _latest = BreakableChannel.Over(socket, () => _isDown)
            : null;
}
