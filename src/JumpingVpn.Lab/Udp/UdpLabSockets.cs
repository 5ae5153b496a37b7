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

    // A host that boots takes the port that it had. The process may have started another one just before it gave that back.
    private static readonly TimeSpan OwnPortPatience = TimeSpan.FromSeconds(5);

    private readonly OrderedDictionary<TransportAddress, UdpDatagramChannel> _lastAt = [];

    /// <summary>Binds a channel, which these sockets own; port 0 takes one that the kernel picks.</summary>
    /// <exception cref="InvalidOperationException">The address cannot be bound, or the host has had all its ports.</exception>
    public UdpDatagramChannel Open(in TransportAddress address)
    {
        UdpChannelOptions options = new() { Pump = pump, InUsePatience = _lastAt.ContainsKey(address) ? OwnPortPatience : TimeSpan.Zero };
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (!UdpDatagramChannel.TryBind(address, options, out UdpDatagramChannel? channel, out BindError? error))
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
