using System.Net;
using JumpingVpn.Cli.Refusals;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Client.Networks;

/// <summary>A network of this machine, and what is broken of it on purpose.</summary>
/// <remarks>Thread rule: all members from any thread.</remarks>
internal sealed class BreakableNetwork
{
    private readonly TransportAddress _local;
    private readonly RefusalWatch _refusals;
    private volatile BreakableChannel? _latest;
    private volatile bool _isDown;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="network">Which it is.</param>
    /// <param name="toIPv4">The family of the server's address.</param>
    /// <param name="refusals">Is told where the server refuses, and where it answers.</param>
    public BreakableNetwork(ClientNetwork network, bool toIPv4, RefusalWatch refusals)
    {
        _refusals = refusals;
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
        BreakableChannel.TryOpen(_local, () => _isDown, _refusals, out BreakableChannel? opened) ? _latest = opened : null;
}
