using System.Globalization;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Simulation.Topology;

namespace JumpingVpn.Simulation;

/// <summary>A host with one address, on which channels are opened.</summary>
public sealed class SimulatedHost : SimulatedNode
{
    private const int FirstEphemeralPort = 49_152;

    private readonly Dictionary<ushort, SimulatedChannel> _channels = [];
    private int _nextPort = FirstEphemeralPort;

    internal SimulatedHost(Fabric fabric, string name, AddressRealm outside, in TransportAddress address)
        : base(fabric, name, outside)
    {
        Address = address;
        Number = fabric.Enlist(this);
    }

    /// <summary>The host's own address, with port 0. Behind a NAT it is not the one that others see.</summary>
    public TransportAddress Address { get; }

    internal int Number { get; }

    /// <summary>Opens a channel.</summary>
    /// <param name="port">The port; 0 takes the next free one of 49152 to 65535, so that a new channel has a new port.</param>
    /// <exception cref="InvalidOperationException">The port is taken, or none is free.</exception>
    public SimulatedChannel OpenChannel(ushort port = 0)
    {
        ushort bound = port == 0 ? NextEphemeralPort() : port;
        var channel = new SimulatedChannel(Fabric, this, Address.WithPort(bound));
        return _channels.TryAdd(bound, channel)
            ? channel
            : throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"Port {bound} of \"{Name}\" is taken: close its channel first or ask for port 0."));
    }

    internal void Send(int packet)
    {
        if (Fabric.Packets[packet].Destination.SameHost(Address))
        {
            Arrive(packet);
        }
        else
        {
            Link.UpPipe.Enter(packet);
        }
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
        else if (!_channels.TryGetValue(arrived.Destination.Port, out SimulatedChannel? channel) || !channel.IsReceiving)
        {
            Fabric.Drop(packet, DropReason.ClosedPort, Name);
        }
        else
        {
            Fabric.Ledger.RecordDelivered();
            if (Fabric.HasTaps)
            {
                Fabric.Tap(packet, HopKind.Delivered, Name);
            }

            channel.Receive(packet);
        }
    }

    internal void Release(ushort port) => _channels.Remove(port);

    private ushort NextEphemeralPort()
    {
        for (int tried = FirstEphemeralPort; tried <= ushort.MaxValue; tried++)
        {
            ushort candidate = (ushort)_nextPort;
            _nextPort = _nextPort == ushort.MaxValue ? FirstEphemeralPort : _nextPort + 1;
            if (!_channels.ContainsKey(candidate))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException($"All ephemeral ports of \"{Name}\" (49152 to 65535) are taken: close channels first.");
    }
}
