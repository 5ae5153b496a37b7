using JumpingVpn.Cli.Stun;
using JumpingVpn.Datagrams;
using JumpingVpn.Sockets;

namespace JumpingVpn.Cli.NatCheck;

/// <summary>The side that answers: two or four sockets, and a responder behind them.</summary>
internal sealed class StunServer : IAsyncDisposable
{
    private readonly UdpDatagramChannel[] _channels;
    private readonly StunResponder _responder;
    private readonly AnswerBudget _budget = new();
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private long _answered;
    private long _ignored;
    private long _overBudget;

    private StunServer(UdpDatagramChannel[] channels, TimeProvider clock)
    {
        _channels = channels;
        _clock = clock;
        Endpoints = [.. channels.Select(channel => channel.LocalAddress)];
        _responder = new StunResponder(Endpoints);
        for (int i = 0; i < channels.Length; i++)
        {
            channels[i].Start(new Receiver(this, i));
        }
    }

    /// <summary>Where it answers, numbered as the responder does.</summary>
    public IReadOnlyList<TransportAddress> Endpoints { get; }

    /// <summary>How many requests were answered.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>How many datagrams were no Binding request.</summary>
    public long Ignored => Interlocked.Read(ref _ignored);

    /// <summary>How many requests were not answered because their address had had all its answers of that second.</summary>
    public long OverBudget => Interlocked.Read(ref _overBudget);

    /// <summary>Binds the sockets.</summary>
    /// <param name="address">The address with its port; port 0 takes any free one.</param>
    /// <param name="alternate">Another address with the other port, 0 for the port after the first; null if there is no other
    /// address.</param>
    /// <param name="clock">The clock that answers are counted by.</param>
    /// <returns>The server, which the caller owns, or why there is none, in a sentence.</returns>
    public static async Task<(StunServer? Server, string? Error)> StartAsync(
        TransportAddress address,
        TransportAddress? alternate,
        TimeProvider clock
    )
    {
        List<UdpDatagramChannel> channels = [];
        if (Bind(address, alternate, channels) is not { } error)
        {
            return (new StunServer([.. channels], clock), null);
        }

        foreach (UdpDatagramChannel channel in channels)
        {
            await channel.DisposeAsync();
        }

        return (null, error);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (UdpDatagramChannel channel in _channels)
        {
            await channel.DisposeAsync();
        }
    }

    private static string? Bind(in TransportAddress address, TransportAddress? alternate, List<UdpDatagramChannel> channels)
    {
        if (!TryOpen(address, channels, out string? error))
        {
            return error;
        }

        ushort port = channels[0].LocalAddress.Port;
        ushort named = alternate?.Port ?? 0;
        ushort wanted =
            named != 0 ? named
            : address.Port == 0 ? (ushort)0
            : NextTo(port);
        if (!TryOpen(address.WithPort(wanted), channels, out error) || alternate is not { } other)
        {
            return error;
        }

        ushort otherPort = channels[1].LocalAddress.Port;
        return TryOpen(other.WithPort(port), channels, out error) && TryOpen(other.WithPort(otherPort), channels, out error) ? null : error;
    }

    private static ushort NextTo(ushort port) => (ushort)(port == ushort.MaxValue ? port - 1 : port + 1);

    private static bool TryOpen(in TransportAddress address, List<UdpDatagramChannel> channels, out string? error)
    {
        bool bound = UdpDatagramChannel.TryBind(address, null, out UdpDatagramChannel? channel, out BindError? refused);
        error = refused?.Message;
        if (channel is not null)
        {
            channels.Add(channel);
        }

        return bound;
    }

    private void OnDatagram(int arrivedAt, ReadOnlySpan<byte> datagram, in TransportAddress source)
    {
        if (_responder.Answer(datagram, source, arrivedAt) is not { } answer)
        {
            Interlocked.Increment(ref _ignored);
            return;
        }

        long second = _clock.GetTimestamp() / _clock.TimestampFrequency;
        lock (_gate)
        {
            if (!_budget.TrySpend(source, second))
            {
                Interlocked.Increment(ref _overBudget);
                return;
            }
        }

        Span<byte> buffer = stackalloc byte[StunWriter.MaxBytes];
        int length = StunWriter.Write(answer.Message, buffer);
        _channels[answer.LeavesFrom].Send(buffer[..length], answer.Destination);
        Interlocked.Increment(ref _answered);
    }

    private sealed class Receiver(StunServer server, int number) : IDatagramReceiver
    {
        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) => server.OnDatagram(number, datagram, source);
    }
}
