using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace JumpingVpn.Benchmarks.Gateway;

/// <summary>
/// A client that never sleeps: it keeps so many datagrams under way and polls for answers, so that what is measured of a server is work and
/// not its being woken up. It talks to a server in demo mode as the prototype does.
/// </summary>
internal sealed class BusyClient : IDisposable
{
    private const int UnderWay = 64;
    private const int SessionIdLength = 18;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket[] _sockets;
    private readonly byte[] _answer = new byte[4_096];
    private readonly byte[][] _data;
    private readonly string[] _ids = new string[UnderWay];
    private long _sequence = 1_000_000_000;
    private long _nonce = 1;

    /// <summary>Connects two sockets, of which the second is only used by <see cref="Move"/>.</summary>
    public BusyClient(IPEndPoint server)
    {
        _sockets = [Connect(server), Connect(server)];
        _data = new byte[UnderWay][];
        Array.Fill(_ids, $"S-{0:x16}");
        Prepare();
    }

    /// <summary>Makes so many sessions, the last 64 of which are the busy ones.</summary>
    public void Shake(int sessions)
    {
        int at = 0;
        RoundTrips(
            sessions,
            "{\"type\":\"HANDSHAKE_INIT\",\"nonce\":\""u8,
            answer => _ids[at++ % UnderWay] = Encoding.ASCII.GetString(Member(answer, "session_id"u8, SessionIdLength))
        );
        Prepare();
    }

    /// <summary>So many round trips of DATA, a session after the other.</summary>
    public long Exchange(int trips)
    {
        for (int i = 0; i < UnderWay; i++)
        {
            SendData(i);
        }

        for (int answered = 0; answered < trips; answered++)
        {
            Receive(_sockets[0]);
            if (answered < trips - UnderWay)
            {
                SendData(answered % UnderWay);
            }
        }

        return trips;
    }

    /// <summary>So many reattaches, a session after the other, each to the other of two sockets.</summary>
    public long Move(int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            Socket to = _sockets[(round + 1) % 2];
            byte[][] requests = Array.ConvertAll(_ids, Request);
            Array.ForEach(requests, request => to.Send(request));
            for (int i = 0; i < UnderWay; i++)
            {
                ReadOnlySpan<byte> answer = Receive(to);
                if (answer.IndexOf("REATTACH_ACK"u8) < 0)
                {
                    throw new InvalidOperationException($"A reattach is answered by {Encoding.ASCII.GetString(answer)}.");
                }
            }
        }

        return (long)rounds * UnderWay;
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_sockets, socket => socket.Dispose());

    private static Socket Connect(IPEndPoint server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 20 };
        socket.Connect(server);
        socket.Blocking = false;
        return socket;
    }

    private static ReadOnlySpan<byte> Member(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, int length)
    {
        int at = json.IndexOf(name);
        return at < 0
            ? throw new InvalidOperationException($"The server answers {Encoding.ASCII.GetString(json)}.")
            : json.Slice(at + name.Length + 3, length);
    }

    private void Prepare()
    {
        for (int i = 0; i < UnderWay; i++)
        {
            _data[i] = Encoding.ASCII.GetBytes(
                $$"""{"type":"DATA","session_id":"{{_ids[i]}}","seq":{{_sequence}},"payload":"hello, gateway"}"""
            );
        }
    }

    private void RoundTrips(int count, ReadOnlySpan<byte> begin, Action<ReadOnlySpan<byte>> answered)
    {
        byte[] message = [.. begin, .. "0000000000000000\"}"u8];
        Span<byte> nonce = message.AsSpan(begin.Length, 16);
        for (int sent = 0, received = 0; received < count; received++)
        {
            for (; sent < count && sent - received < UnderWay; sent++)
            {
                _nonce++.TryFormat(nonce, out _, "x16", CultureInfo.InvariantCulture);
                _sockets[0].Send(message);
            }

            answered(Receive(_sockets[0]));
        }
    }

    private void SendData(int session)
    {
        byte[] data = _data[session];
        int at = data.AsSpan().IndexOf("\"seq\":"u8) + 6;
        _sequence++.TryFormat(data.AsSpan(at, 10), out _, default, CultureInfo.InvariantCulture);
        _sockets[0].Send(data);
    }

    private byte[] Request(string id)
    {
        string nonce = _nonce++.ToString("x16", CultureInfo.InvariantCulture);
        string proof = Convert.ToHexStringLower(HMACSHA256.HashData("jumpingvpn-demo-secret"u8, Encoding.ASCII.GetBytes($"{id}|{nonce}")));
        return Encoding.ASCII.GetBytes($$"""{"type":"REATTACH_REQUEST","session_id":"{{id}}","nonce":"{{nonce}}","proof":"{{proof}}"}""");
    }

    private ReadOnlySpan<byte> Receive(Socket socket)
    {
        long began = Environment.TickCount64;
        while (true)
        {
            int length = socket.Receive(_answer, SocketFlags.None, out SocketError error);
            if (error == SocketError.Success)
            {
                return _answer.AsSpan(0, length);
            }

            if (Environment.TickCount64 - began > Patience.TotalMilliseconds)
            {
                throw new InvalidOperationException("A datagram was lost on loopback.");
            }
        }
    }
}
