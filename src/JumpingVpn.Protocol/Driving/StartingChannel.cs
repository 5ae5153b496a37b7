using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Driving;

/// <summary>
/// The channel of a client that has no session yet, over all of its networks: its first request goes over the first network that takes
/// it, and each further one over one network more, until the session comes over one of them, which is kept (in the spirit of RFC 8305
/// section 5). The others are listened to for a while, so that sessions that a server has made there, too, can be ended. So neither a
/// network that cannot be opened nor one that is dead keeps the client from the others, and a late answer counts.
/// </summary>
/// <remarks>Ownership: it owns the channels that it opens. Thread rule: it is called under the driver's lock, which it takes itself where
/// a datagram arrives.</remarks>
internal sealed class StartingChannel(IReadOnlyList<PathCandidate> candidates, CandidateSet set, Action<Exception> failed)
    : IDatagramChannel
{
    private readonly IDatagramChannel?[] _channels = new IDatagramChannel?[candidates.Count];
    private IDatagramReceiver? _receiver;
    private int _width = 1;
    private int? _heard;
    private int? _kept;
    private bool _closed;

    /// <summary>What serialises the driver; set before anything is sent.</summary>
    public Lock Gate { get; set; } = new();

    /// <summary>Whether the latest request went over no network at all.</summary>
    public bool IsStranded { get; private set; }

    /// <inheritdoc/>
    public TransportAddress LocalAddress => First?.LocalAddress ?? default;

    /// <inheritdoc/>
    public int MaxDatagramSize => First?.MaxDatagramSize ?? ushort.MaxValue;

    /// <inheritdoc/>
    public bool HasBacklog => Array.Exists(_channels, static channel => channel is { HasBacklog: true });

    private IDatagramChannel? First => _kept is { } kept ? _channels[kept] : Array.Find(_channels, static channel => channel is not null);

    /// <summary>Opens the first network that can be opened, so that there is a local address to show.</summary>
    public void OpenFirst()
    {
        for (int i = 0; i < _channels.Length && First is null; i++)
        {
            TryOpen(i);
        }
    }

    /// <summary>Keeps the network that the present datagram came over. The others are listened to until they are closed.</summary>
    /// <returns>Its number.</returns>
    public int Keep()
    {
        int kept = _heard ?? 0;
        _kept = kept;
        return kept;
    }

    /// <summary>Closes the networks that are not kept.</summary>
    public void CloseOthers()
    {
        for (int i = 0; i < _channels.Length; i++)
        {
            if (i != _kept)
            {
                Close(i);
            }
        }
    }

    /// <inheritdoc/>
    public SendResult Send(ReadOnlySpan<byte> datagram, in TransportAddress destination)
    {
        if (_closed)
        {
            return SendResult.Closed;
        }

        if ((_heard ?? _kept) is { } only)
        {
            return _channels[only]?.Send(datagram, destination) ?? SendResult.Unreachable; // an answer goes where the question came from
        }

        SendResult result = SendResult.Unreachable;
        int taken = 0;
        for (int i = 0; i < _channels.Length && taken < _width; i++)
        {
            if (!set.IsAvailable(i) || TryOpen(i) is not { } channel)
            {
                continue;
            }

            SendResult one = channel.Send(datagram, destination);
            if (one is SendResult.Unreachable or SendResult.Closed)
            {
                Close(i); // opened again for the next request: its address may be gone
                continue;
            }

            taken++;
            result = one;
        }

        IsStranded = taken == 0;
        _width = Math.Min(_width + 1, _channels.Length);
        return result;
    }

    /// <inheritdoc/>
    public void Start(IDatagramReceiver receiver)
    {
        _receiver = _receiver is null
            ? receiver
            : throw new InvalidOperationException("The channel was started already; a channel is started once.");
        for (int i = 0; i < _channels.Length; i++)
        {
            _channels[i]?.Start(new Receiver(this, i));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        foreach (IDatagramChannel? channel in _channels)
        {
            if (channel is not null)
            {
                await channel.DisposeAsync();
            }
        }
    }

    private IDatagramChannel? TryOpen(int candidate)
    {
        if (_channels[candidate] is { } open)
        {
            return open;
        }

        IDatagramChannel? channel = candidates[candidate].TryOpen(out Exception? why);
        if (why is not null)
        {
            failed(why);
        }

        _channels[candidate] = channel;
        if (_receiver is not null)
        {
            channel?.Start(new Receiver(this, candidate));
        }

        return channel;
    }

    private void Close(int candidate)
    {
        IDatagramChannel? channel = _channels[candidate];
        _channels[candidate] = null;
        _ = channel?.DisposeAsync().AsTask(); // nothing waits for a channel that is not heard any more
    }

    private void OnDatagram(int candidate, ReadOnlySpan<byte> datagram, in TransportAddress source, TimeSpan waited)
    {
        lock (Gate)
        {
            if (_channels[candidate] is null)
            {
                return; // left meanwhile
            }

            _heard = candidate;
            _receiver!.OnDatagram(datagram, source, waited);
            _heard = null;
        }
    }

    private sealed class Receiver(StartingChannel owner, int candidate) : IDatagramReceiver
    {
        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) =>
            owner.OnDatagram(candidate, datagram, source, TimeSpan.Zero);

        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source, TimeSpan waited) =>
            owner.OnDatagram(candidate, datagram, source, waited);
    }
}
