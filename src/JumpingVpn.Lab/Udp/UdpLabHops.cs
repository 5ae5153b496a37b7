using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Simulation;

namespace JumpingVpn.Lab.Udp;

/// <summary>
/// Follows each datagram from socket to socket and tells taps its hops, as the simulated network does. A socket receives datagrams in the
/// order in which they were sent to it, so the next one that comes in is the oldest one under way to it.
/// </summary>
/// <remarks>Addresses are those that the hosts would see if relays and the sockets of NATs were not there.</remarks>
/// <param name="taps">Whom to tell.</param>
/// <param name="clock">The lab's.</param>
/// <param name="ownerOf">The host or NAT that has an address.</param>
internal sealed class UdpLabHops(IReadOnlyList<INetworkTap> taps, TimeProvider clock, Func<TransportAddress, string?> ownerOf)
{
    private readonly Dictionary<TransportAddress, Queue<Flight>> _underWay = [];
    private readonly Dictionary<TransportAddress, TransportAddress> _meant = [];
    private long _count;

    /// <summary>A number for a datagram that the network sees for the first time.</summary>
    public long NextNumber() => ++_count;

    /// <summary>The endpoint that a socket represents; any other address as it is.</summary>
    public TransportAddress Meant(in TransportAddress address)
    {
        TransportAddress meant = address;
        while (_meant.TryGetValue(meant, out TransportAddress next))
        {
            meant = next;
        }

        return meant;
    }

    /// <summary>Notes that a socket represents an endpoint.</summary>
    public void StandsFor(in TransportAddress socket, in TransportAddress endpoint)
    {
        if (socket != endpoint && Meant(endpoint) != socket)
        {
            _meant[socket] = endpoint;
        }
    }

    /// <summary>A host has sent a datagram.</summary>
    /// <param name="host">The host, or its interface.</param>
    /// <param name="source">The host's endpoint.</param>
    /// <param name="destination">The endpoint that the host means.</param>
    /// <param name="socket">Where it was really sent.</param>
    /// <param name="datagram">Its bytes.</param>
    public void Sent(
        string host,
        in TransportAddress source,
        in TransportAddress destination,
        in TransportAddress socket,
        ReadOnlySpan<byte> datagram
    )
    {
        long number = NextNumber();
        Tell(HopKind.Sent, number, host, source, destination, datagram);
        SentOn(number, source, destination, socket, datagram);
    }

    /// <summary>A NAT has sent a datagram on.</summary>
    public void SentOn(
        long number,
        in TransportAddress source,
        in TransportAddress destination,
        in TransportAddress socket,
        ReadOnlySpan<byte> datagram
    )
    {
        if (!_underWay.TryGetValue(socket, out Queue<Flight>? queue))
        {
            queue = new Queue<Flight>();
            _underWay.Add(socket, queue);
        }

        queue.Enqueue(new Flight(number, source, destination, datagram.ToArray()));
    }

    /// <summary>A socket has received a datagram. Older ones that were sent to it are lost.</summary>
    /// <returns>Its number; a new one if nobody of the lab has sent it.</returns>
    public long Arrived(in TransportAddress socket, ReadOnlySpan<byte> datagram)
    {
        Queue<Flight>? queue = _underWay.GetValueOrDefault(socket);
        if (!IsUnderWay(queue, datagram))
        {
            return NextNumber();
        }

        Flight oldest = queue!.Dequeue();
        while (!datagram.SequenceEqual(oldest.Payload))
        {
            TellLost(socket, oldest);
            oldest = queue.Dequeue();
        }

        return oldest.Number;
    }

    /// <summary>A datagram ended at an address where nobody listens.</summary>
    public void Ended(in TransportAddress socket, string where, DropReason reason)
    {
        if (_underWay.GetValueOrDefault(socket) is { Count: > 0 } queue)
        {
            Flight ended = queue.Dequeue();
            Tell(HopKind.Dropped, ended.Number, where, ended.Source, ended.Destination, ended.Payload, drop: reason);
        }
    }

    /// <summary>All sockets are read: what is still under way went to a closed socket, or the kernel lost it.</summary>
    public void Settled()
    {
        var lost = new List<(TransportAddress Socket, Flight Flight)>();
        foreach ((TransportAddress socket, Queue<Flight> queue) in _underWay)
        {
            lost.AddRange(queue.Select(flight => (socket, flight)));
            queue.Clear();
        }

        foreach ((TransportAddress socket, Flight flight) in lost.OrderBy(one => one.Flight.Number))
        {
            TellLost(socket, flight);
        }
    }

    /// <summary>Tells of a datagram at one place.</summary>
    public void Tell(
        HopKind kind,
        long number,
        string where,
        in TransportAddress source,
        in TransportAddress destination,
        ReadOnlySpan<byte> datagram,
        TransportAddress? translated = null,
        TimeSpan? delay = null,
        DropReason drop = DropReason.None
    )
    {
        var hop = new NetworkHop
        {
            At = clock.GetElapsedTime(0),
            Kind = kind,
            Datagram = number,
            Where = where,
            Source = Meant(source),
            Destination = Meant(destination),
            Translated = translated,
            Delay = delay,
            Drop = drop,
        };
        foreach (INetworkTap tap in taps)
        {
            tap.OnHop(hop, datagram);
        }
    }

    private static bool IsUnderWay(Queue<Flight>? queue, ReadOnlySpan<byte> datagram)
    {
        foreach (Flight flight in queue ?? [])
        {
            if (datagram.SequenceEqual(flight.Payload))
            {
                return true;
            }
        }

        return false;
    }

    private void TellLost(in TransportAddress socket, in Flight lost) =>
        Tell(
            HopKind.Dropped,
            lost.Number,
            ownerOf(Meant(socket)) ?? LabLinks.Internet,
            lost.Source,
            lost.Destination,
            lost.Payload,
            drop: DropReason.ClosedPort
        );

    /// <summary>A datagram in the kernel, on its way to a socket.</summary>
    private readonly record struct Flight(long Number, TransportAddress Source, TransportAddress Destination, byte[] Payload);
}
