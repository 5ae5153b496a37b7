using JumpingVpn.Datagrams;
using JumpingVpn.Sockets;

namespace JumpingVpn.Lab.Udp;

/// <summary>The sockets of a lab's hosts: no two ever have one address, not even after the other.</summary>
/// <remarks>
/// A kernel soon gives the port of a closed socket away again. On the simulated network a new socket is a new path, so it must be one here:
/// else a server takes the new path for the old, once in some hundred runs.
/// </remarks>
/// <param name="pump">What the sockets are received with.</param>
internal sealed class UdpLabSockets(SocketPump pump)
{
    private const int Attempts = 256;

    private readonly OrderedDictionary<TransportAddress, UdpDatagramChannel> _lastAt = [];

    /// <summary>Binds a channel, which these sockets own; port 0 takes one that the kernel picks.</summary>
    /// <exception cref="InvalidOperationException">The address cannot be bound, or the host has had all its ports.</exception>
    public UdpDatagramChannel Open(in TransportAddress address)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (
                !UdpDatagramChannel.TryBind(
                    address,
                    new UdpChannelOptions { Pump = pump },
                    out UdpDatagramChannel? channel,
                    out BindError? error
                )
            )
            {
                throw new InvalidOperationException(error.Message);
            }

            if (address.Port != 0 || !_lastAt.ContainsKey(channel.LocalAddress))
            {
                _lastAt[channel.LocalAddress] = channel;
                return channel;
            }

            Scenes.Completed.Require(channel.DisposeAsync());
        }

        throw new InvalidOperationException($"{address} has no port left that was never used: {Attempts} in a row had been.");
    }

    public void CloseAll()
    {
        foreach (UdpDatagramChannel channel in _lastAt.Values)
        {
            Scenes.Completed.Require(channel.DisposeAsync());
        }
    }
}
