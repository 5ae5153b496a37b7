using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Fuzzing;

/// <summary>
/// A server with a session that strangers must not move. They know its id and have seen its traffic, but not its secret; every five
/// seconds of protocol time its own client must still be served.
/// </summary>
public sealed class ServerTarget : IFuzzTarget
{
    private const int FeedsPerVisit = 5_000;

    private static readonly TransportAddress Home = TransportAddress.FromIPv4(198, 51, 100, 7, 40_001);
    private static readonly TransportAddress ServerAddress = TransportAddress.FromIPv4(192, 0, 2, 1, 9_999);

    private readonly SessionServer _server;
    private readonly SessionClient _client;
    private readonly byte[] _buffer = new byte[65_536];
    private readonly List<byte[]> _seen = [];
    private SessionView _before;
    private TimeSpan _now = TimeSpan.FromSeconds(10);
    private int _fed;

    /// <summary>Makes the session and listens to its traffic.</summary>
    /// <param name="server">The server's bounds; its idle time to live must exceed ten seconds.</param>
    /// <param name="client">The bounds of the session's client.</param>
    public ServerTarget(ServerOptions server, ClientOptions client)
    {
        _server = new SessionServer(server, new SeededEntropy(1));
        _client = new SessionClient(client, ServerAddress, new SeededEntropy(2));
        _client.Connect(_now);
        Exchange();
        if (_client.SessionId is null)
        {
            _now = _client.NextTimeout!.Value; // a cookie goes out with the next transmission
            _client.HandleTimeout(_now);
        }

        Visit();
        _client.Reattach(_now);
        Visit();
    }

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds => _seen;

    /// <inheritdoc/>
    public ulong Feed(ReadOnlySpan<byte> datagram)
    {
        // A few strangers, so that what is kept for each is exercised too.
        var stranger = TransportAddress.FromIPv4(203, 0, 113, (byte)(_fed % 5), (ushort)(6_000 + (_fed % 7)));
        _now += TimeSpan.FromMilliseconds(1);
        _server.HandleDatagram(datagram, stranger, _now);
        Behaviour behaviour = default;
        behaviour.AddSize(datagram.Length);
        while (_server.TryPollEvent(out ISessionEvent? e, out _))
        {
            behaviour.Add(e);
        }

        int answered = 0;
        while (_server.TryPollTransmit(_buffer, out int length, out TransportAddress to))
        {
            behaviour.Add(_buffer.AsSpan(0, length));
            bool challengesOwner = to == Home && _buffer.AsSpan(0, length).StartsWith("{\"type\":\"PATH_CHALLENGE\""u8);
            answered += challengesOwner ? 0 : length;
            if (to != stranger && !challengesOwner)
            {
                throw new FuzzViolationException($"a stranger at {stranger} made the server send to {to}");
            }
        }

        if (answered > datagram.Length * 3)
        {
            throw new FuzzViolationException($"{datagram.Length} bytes were answered with {answered}");
        }

        if (!_server.TryGetSession(_before.Id, out SessionView after) || after != _before)
        {
            throw new FuzzViolationException($"a session moved from {_before} to {after}");
        }

        if (++_fed % FeedsPerVisit == 0)
        {
            Visit();
        }

        return behaviour.Digest;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
    }

    /// <summary>The session's own client talks to the server, and must be answered.</summary>
    private void Visit()
    {
        Exchange();
        _client.TrySend("still there?"u8, _now, out _);
        Exchange();
        if (_client.UnacknowledgedCount != 0)
        {
            throw new FuzzViolationException("the session's own client was not answered");
        }

        if (!_server.TryGetSession(_client.SessionId!.Value, out _before))
        {
            throw new FuzzViolationException("the session is gone");
        }

        if (_seen.Count > 64)
        {
            _seen.RemoveRange(64, _seen.Count - 64);
        }
    }

    private void Exchange()
    {
        for (bool moved = true; moved; )
        {
            moved = false;
            while (_client.TryPollTransmit(_buffer, out int length, out _))
            {
                Send(length, toServer: true);
                moved = true;
            }

            while (_server.TryPollTransmit(_buffer, out int length, out _))
            {
                Send(length, toServer: false);
                moved = true;
            }

            while (_server.TryPollEvent(out _, out _) || _client.TryPollEvent(out _, out _)) { }
        }
    }

    private void Send(int length, bool toServer)
    {
        byte[] bytes = _buffer[..length];
        _seen.Add(bytes);
        if (toServer)
        {
            _server.HandleDatagram(bytes, Home, _now);
        }
        else
        {
            _client.HandleDatagram(bytes, ServerAddress, _now);
        }
    }
}
