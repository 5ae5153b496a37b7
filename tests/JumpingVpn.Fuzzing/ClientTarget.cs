using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Fuzzing;

/// <summary>
/// A client under datagrams that bear its server's address, in every state it can be in. It may be led to end its session where it
/// has no keys, but its session id never changes and it never sends more than a bounded number of datagrams for one.
/// </summary>
public sealed class ClientTarget : IFuzzTarget
{
    private const int FeedsPerLife = 2_000;
    private const int MostAnswers = 64; // a full send window may be sent again at once

    private static readonly TransportAddress ServerAddress = TransportAddress.FromIPv4(192, 0, 2, 1, 9_999);

    private readonly ServerOptions _serverOptions;
    private readonly ClientOptions _clientOptions;
    private readonly byte[] _buffer = new byte[65_536];
    private readonly List<byte[]> _seen = [];
    private SessionClient _client;
    private SessionId? _session;
    private TimeSpan _now = TimeSpan.FromSeconds(10);
    private ulong _life;
    private int _fed;

    /// <summary>Makes the client.</summary>
    /// <param name="server">The bounds of the server that it talks to first.</param>
    /// <param name="client">Its bounds.</param>
    public ClientTarget(ServerOptions server, ClientOptions client)
    {
        _serverOptions = server;
        _clientOptions = client;
        _client = Live();
    }

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds => _seen;

    /// <inheritdoc/>
    public ulong Feed(ReadOnlySpan<byte> datagram)
    {
        if (++_fed % FeedsPerLife == 0)
        {
            _client.Dispose();
            _client = Live();
        }

        Provoke();
        _client.HandleDatagram(datagram, ServerAddress, _now);
        Behaviour behaviour = default;
        behaviour.AddSize(datagram.Length);
        while (_client.TryPollEvent(out ISessionEvent? e, out _))
        {
            behaviour.Add(e);
        }

        int sent = 0;
        for (; _client.TryPollTransmit(_buffer, out int length, out TransportAddress to); sent++)
        {
            behaviour.Add(_buffer.AsSpan(0, Math.Min(length, 24)));
            if (to != ServerAddress)
            {
                throw new FuzzViolationException($"the client sent to {to}");
            }
        }

        if (sent > MostAnswers)
        {
            throw new FuzzViolationException($"one datagram made the client send {sent}");
        }

        if (_session is not null && _client.SessionId != _session)
        {
            throw new FuzzViolationException($"the session id changed from {_session} to {_client.SessionId}");
        }

        _session = _client.SessionId;
        return behaviour.Digest;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Time passes, and now and then the client has something under way.</summary>
    private void Provoke()
    {
        _now += TimeSpan.FromMilliseconds(1);
        if (_client.NextTimeout <= _now)
        {
            _client.HandleTimeout(_now);
        }

        switch (_fed % 16)
        {
            case 3:
                _client.TrySend("hello"u8, _now, out _);
                break;
            case 11 when _fed % 64 == 11:
                _client.Reattach(_now);
                break;
        }

        while (_client.TryPollTransmit(_buffer, out _, out _)) { }
    }

    /// <summary>A client again; every second one has a session already.</summary>
    private SessionClient Live()
    {
        _life++;
        _session = null;
        var client = new SessionClient(_clientOptions, ServerAddress, new SeededEntropy(2 * _life));
        client.Connect(_now);
        if (_life % 2 == 0)
        {
            return client;
        }

        using var server = new SessionServer(_serverOptions, new SeededEntropy((2 * _life) + 1));
        Exchange(client, server);
        client.TrySend("one"u8, _now, out _);
        Exchange(client, server);
        client.Reattach(_now);
        Exchange(client, server);
        if (client.SessionId is null)
        {
            throw new FuzzViolationException("the client got no session");
        }

        return client;
    }

    private void Exchange(SessionClient client, SessionServer server)
    {
        var home = TransportAddress.FromIPv4(198, 51, 100, 7, 40_001);
        for (bool moved = true; moved; )
        {
            moved = false;
            for (; client.TryPollTransmit(_buffer, out int length, out _); moved = true)
            {
                server.HandleDatagram(_buffer.AsSpan(0, length), home, _now);
            }

            for (; server.TryPollTransmit(_buffer, out int length, out _); moved = true)
            {
                byte[] bytes = _buffer[..length];
                client.HandleDatagram(bytes, ServerAddress, _now);
                if (_seen.Count < 64)
                {
                    _seen.Add(bytes);
                }
            }
        }
    }
}
