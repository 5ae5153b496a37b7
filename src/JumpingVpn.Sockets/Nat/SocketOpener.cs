using System.Diagnostics.CodeAnalysis;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Nat;

/// <summary>Opens and closes the sockets of one side of a NAT and remembers the closings that have not completed.</summary>
internal sealed class SocketOpener
{
    private readonly UdpChannelOptions _options;
    private readonly Action<NatSocket, ReadOnlySpan<byte>, TransportAddress> _receive;
    private readonly List<Task> _closing = [];

    public SocketOpener(
        SocketPump? pump,
        SocketLoop? loop,
        Action<NatSocket, ReadOnlySpan<byte>, TransportAddress> receive,
        Action<TransportAddress>? refused = null
    )
    {
        _options = new UdpChannelOptions
        {
            Pump = pump,
            Loop = loop,
            OnRefused = pump is null ? refused : null,
        };
        _receive = receive;
    }

    public bool TryOpen(
        in TransportAddress local,
        in TransportAddress standsFor,
        [NotNullWhen(true)] out NatSocket? socket,
        [NotNullWhen(false)] out BindError? error
    )
    {
        if (!UdpDatagramChannel.TryBind(local, _options, out UdpDatagramChannel? channel, out error))
        {
            socket = null;
            return false;
        }

        socket = new NatSocket(channel, standsFor, _receive);
        socket.Start();
        return true;
    }

    public void Close(NatSocket socket)
    {
        Task closing = socket.CloseAsync();
        if (!closing.IsCompleted)
        {
            _closing.RemoveAll(static task => task.IsCompletedSuccessfully);
            _closing.Add(closing);
        }
    }

    /// <summary>Completes when every closed socket is at rest.</summary>
    public Task AllClosed() => Task.WhenAll(_closing);
}
