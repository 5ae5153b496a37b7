using System.Globalization;
using JumpingVpn.Datagrams;
using JumpingVpn.Sockets;

namespace JumpingVpn.Lab.Tests.Parity;

/// <summary>A lab of one carrier, with what a probe needs of it, IPv6 sockets too.</summary>
internal sealed class ParityBench : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SocketPump? _pump;
    private readonly List<IDatagramChannel> _further = [];
    private int _hosts6;

    public ParityBench(string backend)
    {
        Lab = LabFactory.Create(backend, seed: 1);
        _pump = backend == "udp" ? new SocketPump() : null;
    }

    public ILab Lab { get; }

    /// <summary>Adds a host with a socket that is started.</summary>
    public ParitySocket Host(string name, string? behind = null, ushort port = 0)
    {
        Lab.AddHost(name, behind);
        return Socket(name, port);
    }

    /// <summary>Opens a further socket on a host, or on one of its interfaces.</summary>
    public ParitySocket Socket(string host, ushort port = 0)
    {
        var socket = new ParitySocket(host, Lab.OpenChannel(host, port));
        socket.Channel.Start(socket.Arrivals);
        return socket;
    }

    /// <summary>Opens a socket on an IPv6 address: of its own host on the simulated network, of the loopback interface over
    /// real sockets.</summary>
    public ParitySocket IPv6Socket()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"six{++_hosts6}");
        IDatagramChannel channel = _pump is null ? SimulatedIPv6(name) : RealIPv6(_pump);
        var socket = new ParitySocket(name, channel);
        channel.Start(socket.Arrivals);
        _further.Add(channel);
        return socket;
    }

    /// <summary>Sends to a public address and lets the datagram reach its end; what the send answered.</summary>
    public SendResult Send(ParitySocket from, ParitySocket to, params ReadOnlySpan<byte> datagram) =>
        SendTo(
            from,
            from.Channel.LocalAddress.IsIPv4 ? Lab.AddressToReach(from.Host, to.Channel.LocalAddress) : to.Channel.LocalAddress,
            datagram
        );

    /// <summary>Sends to an address as it is, and lets the datagram reach its end.</summary>
    public SendResult SendTo(ParitySocket from, in TransportAddress to, params ReadOnlySpan<byte> datagram)
    {
        SendResult result = from.Channel.Send(datagram, to);
        Settle();
        return result;
    }

    /// <summary>Lets everything that is under way reach its end.</summary>
    public void Settle()
    {
        _pump?.Settle();
        Lab.RunFor(Second);
    }

    public void Dispose()
    {
        foreach (IDatagramChannel channel in _further)
        {
            channel.DisposeAsync().AsTask().Wait();
        }

        Lab.Dispose();
    }

    private IDatagramChannel SimulatedIPv6(string name)
    {
        Lab.UsesIPv6 = true;
        Lab.AddHost(name);
        Lab.UsesIPv6 = false;
        return Lab.OpenChannel(name);
    }

    private static UdpDatagramChannel RealIPv6(SocketPump pump)
    {
        TransportAddress.TryParse("[::1]:0", out TransportAddress loopback).Should().BeTrue();
        return UdpDatagramChannel.TryBind(
            loopback,
            new UdpChannelOptions { Pump = pump },
            out UdpDatagramChannel? channel,
            out BindError? error
        )
            ? channel
            : throw new InvalidOperationException(error.Message);
    }
}
