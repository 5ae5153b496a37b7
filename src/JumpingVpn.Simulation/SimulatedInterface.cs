using System.Globalization;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Simulation.Topology;

namespace JumpingVpn.Simulation;

/// <summary>
/// One attachment of a host to the network, such as Wi-Fi or LTE: its own address, access link and way out. A channel is bound to one
/// interface for good.
/// </summary>
public class SimulatedInterface : SimulatedNode
{
    private const int FirstEphemeralPort = 49_152;

    private readonly SimulatedHost? _host;
    private PathMtus? _pathMtus;
    private ChannelTable _channels;
    private OrderedDictionary<TransportAddress, ChannelTable>? _onFormerAddresses;
    private bool _isDisturbed; // true while sends and arrivals are not plain: nearly always false, and so all that they ask
    private int _nextPort = FirstEphemeralPort;

    internal SimulatedInterface(Fabric fabric, string name, AddressRealm outside, in TransportAddress address, SimulatedHost? host)
        : base(fabric, name, outside)
    {
        Address = address;
        _host = host;
        Number = fabric.Enlist(this);
    }

    /// <summary>The interface's own address, with port 0. Behind a NAT it is not the one that others see.</summary>
    public TransportAddress Address { get; private set; }

    /// <summary>Whose interface it is; a host is its own first one.</summary>
    public SimulatedHost Host => _host ?? (SimulatedHost)this;

    /// <summary>The NAT or firewall that the interface is behind; null on the public internet.</summary>
    public SimulatedNat? BehindNat => Outside.Gateway;

    /// <summary>Whether the interface is there: in reach, switched on, plugged in. While it is not, sends answer
    /// <see cref="SendResult.Unreachable"/> and what arrives is dropped (<see cref="DropReason.InterfaceDown"/>). Channels stay.</summary>
    /// <value>Default: true.</value>
    public bool IsAttached
    {
        get;
        set
        {
            field = value;
            Reconsider();
        }
    } = true;

    internal int Number { get; }

    /// <summary>The longest payload that this interface has learnt to reach an address (<c>IP_MTU</c> on Linux), from a link that signals
    /// its MTU; sends of more answer <see cref="SendResult.TooLarge"/>. It is forgotten after 10 minutes (RFC 1191 section
    /// 6.3).</summary>
    /// <returns>Null if it has learnt nothing.</returns>
    public int? PathMtuTo(in TransportAddress destination) => _pathMtus?.To(destination, Fabric.Loop.Now);

    /// <summary>Gives the interface another address, as a new lease does. Channels stay bound to the one they have: while it is gone,
    /// their sends answer <see cref="SendResult.Unreachable"/>, and what arrives at it is dropped (<see cref="DropReason.NoRoute"/>).
    /// They go on when it is back.</summary>
    /// <param name="address">The address; null for the next free one of the same family.</param>
    /// <exception cref="ArgumentException">The address is taken; the interface keeps the one it has.</exception>
    public void Renumber(TransportAddress? address = null)
    {
        TransportAddress next = address?.WithPort(0) ?? Outside.NextHost(isIPv6: !Address.IsIPv4);
        if (next != Address)
        {
            Outside.Attach(next, this);
            Outside.Detach(Address);
            _onFormerAddresses ??= [];
            _onFormerAddresses[Address] = _channels;
            _onFormerAddresses.Remove(next, out _channels);
            Address = next;
            Reconsider();
        }
    }

    /// <summary>Opens a channel that is bound to this interface.</summary>
    /// <param name="port">The port; 0 takes the next free one of 49152 to 65535, so that a new channel has a new port.</param>
    /// <exception cref="InvalidOperationException">The port is taken, none is free, or the host is down.</exception>
    public SimulatedChannel OpenChannel(ushort port = 0)
    {
        if (Host.State == HostState.Down)
        {
            throw new InvalidOperationException($"\"{Host.Name}\" is down: restart it before you open a channel.");
        }

        ushort bound = port == 0 ? NextEphemeralPort() : port;
        var channel = new SimulatedChannel(Fabric, this, Address.WithPort(bound));
        return _channels.TryAdd(channel)
            ? channel
            : throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Port {bound} of \"{Name}\" is taken: close its channel first or ask for port 0."
                )
            );
    }

    internal override void Arrive(int packet)
    {
        if (Fabric.InSend)
        {
            Fabric.Defer(packet, Number);
        }
        else
        {
            Deliver(packet);
        }
    }

    /// <summary>Gives a packet to the channel on its port; no send is on the stack.</summary>
    internal void Deliver(int packet)
    {
        ref Packet arrived = ref Fabric.Packets[packet];
        if (Fabric.IsCut(arrived.Origin, Number))
        {
            Fabric.Drop(packet, DropReason.Partition, Name);
        }
        else if (_isDisturbed && WhyNot() is var reason and not DropReason.None)
        {
            Fabric.Drop(packet, reason, Name);
        }
        else if (_channels.Find(arrived.Destination.Port) is not { IsReceiving: true } channel)
        {
            Fabric.Drop(packet, DropReason.ClosedPort, Name);
        }
        else if (_isDisturbed && Host.Queues)
        {
            Queue(packet, channel);
        }
        else
        {
            GiveTo(channel, packet);
        }
    }

    internal void CloseChannels()
    {
        CloseAll(_channels);
        foreach (ChannelTable former in _onFormerAddresses?.Values.ToArray() ?? [])
        {
            CloseAll(former);
        }
    }

    internal void Release(in TransportAddress channel)
    {
        if (channel.SameHost(Address))
        {
            _channels.Remove(channel.Port);
        }
        else if (_onFormerAddresses!.Remove(channel.WithPort(0), out ChannelTable former))
        {
            former.Remove(channel.Port);
            _onFormerAddresses.Add(channel.WithPort(0), former);
        }
    }

    /// <summary>Learns that the interface or its host changed.</summary>
    internal void Reconsider()
    {
        bool refuses = !IsAttached || Host.State != HostState.Running;
        Link.UpPipe.ChecksSends = refuses || _pathMtus is not null || _onFormerAddresses is not null;
        _isDisturbed = refuses || Host.Queues;
    }

    /// <summary>Says whether a send would go out: asked only where <see cref="Pipe.ChecksSends"/>.</summary>
    internal SendResult Check(int length, in TransportAddress source, in TransportAddress destination) =>
        !IsAttached || Host.State != HostState.Running || !source.SameHost(Address) ? SendResult.Unreachable
        : length > PathMtuTo(destination) ? SendResult.TooLarge
        : SendResult.Sent;

    internal void LearnPathMtu(in TransportAddress destination, int mtu)
    {
        (_pathMtus ??= new PathMtus()).Learn(destination, mtu, Fabric.Loop.Now);
        Reconsider();
    }

    private static void CloseAll(ChannelTable channels)
    {
        int left = channels.Count;
        for (int port = 1; left > 0; port++)
        {
            if (channels.Find((ushort)port) is { } channel)
            {
                channel.Dispose();
                left--;
            }
        }
    }

    private void GiveTo(SimulatedChannel channel, int packet)
    {
        Fabric.Ledger.RecordDelivered();
        if (Fabric.HasTaps)
        {
            Fabric.Tap(packet, HopKind.Delivered, Name);
        }

        channel.Receive(packet);
    }

    private DropReason WhyNot() =>
        Host.State == HostState.Down ? DropReason.HostDown
        : !IsAttached ? DropReason.InterfaceDown
        : DropReason.None;

    /// <summary>Keeps a packet for a frozen host, as a socket's receive buffer does.</summary>
    private void Queue(int packet, SimulatedChannel channel)
    {
        if (channel.Queued >= Host.ReceiveQueueLimit)
        {
            Fabric.Drop(packet, DropReason.ReceiveQueueFull, Name);
            return;
        }

        channel.Queued++;
        Host.Clock.Postpone(() =>
        {
            channel.Queued--;
            DropReason reason =
                WhyNot() is var why and not DropReason.None ? why
                : channel.IsReceiving ? DropReason.None
                : DropReason.ClosedPort;
            if (reason == DropReason.None)
            {
                GiveTo(channel, packet);
            }
            else
            {
                Fabric.Drop(packet, reason, Name);
            }
        });
    }

    private ushort NextEphemeralPort()
    {
        for (int tried = FirstEphemeralPort; tried <= ushort.MaxValue; tried++)
        {
            ushort candidate = (ushort)_nextPort;
            _nextPort = _nextPort == ushort.MaxValue ? FirstEphemeralPort : _nextPort + 1;
            if (_channels.Find(candidate) is null)
            {
                return candidate;
            }
        }

        throw new InvalidOperationException($"All ephemeral ports of \"{Name}\" (49152 to 65535) are taken: close channels first.");
    }
}
