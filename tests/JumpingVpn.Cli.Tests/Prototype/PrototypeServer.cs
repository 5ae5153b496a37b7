using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace JumpingVpn.Cli.Tests.Prototype;

/// <summary>
/// A server as the prototype's was, written from the protocol page alone. It ignores members it does not know, echoes no sequence
/// number, and keeps what it received for the test to look at.
/// </summary>
internal sealed class PrototypeServer : IAsyncDisposable
{
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, (IPEndPoint Transport, DateTime LastSeen)> _sessions = [];
    private readonly Task _loop;

    public PrototypeServer() => _loop = Task.Run(ServeAsync);

    public IPEndPoint EndPoint => (IPEndPoint)_socket.Client.LocalEndPoint!;

    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Messages of these types are received and not answered.</summary>
    public string[] Deaf { get; init; } = [];

    /// <summary>Messages of these types are answered with this error code.</summary>
    public (string Type, string Code) Refusing { get; init; }

    /// <summary>Every datagram in the order of arrival, with the address it came from.</summary>
    public ConcurrentQueue<(IPEndPoint From, string Text)> Received { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                UdpReceiveResult datagram = await _socket.ReceiveAsync(_stop.Token);
                Received.Enqueue((datagram.RemoteEndPoint, Encoding.UTF8.GetString(datagram.Buffer)));
                byte[]? answer = Answer(PrototypeJson.Read(datagram.Buffer), datagram.RemoteEndPoint);
                if (answer is not null)
                {
                    await _socket.SendAsync(answer, datagram.RemoteEndPoint);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private byte[]? Answer(Dictionary<string, JsonElement> message, IPEndPoint from)
    {
        string type = message.Text("type");
        Expire();
        return Deaf.Contains(type) ? null
            : type == Refusing.Type ? Error(Refusing.Code)
            : type switch
            {
                "HANDSHAKE_INIT" => Handshake(from),
                "DATA" => Data(message.Text("session_id"), from),
                "REATTACH_REQUEST" => Reattach(message, from),
                _ => Error("UNKNOWN_TYPE"),
            };
    }

    private byte[] Handshake(IPEndPoint from)
    {
        string id = "S-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        _sessions[id] = (from, DateTime.UtcNow);
        return PrototypeJson.Write(("type", "HANDSHAKE_ACK"), ("session_id", id), ("note", "Session identity is established"));
    }

    private byte[] Data(string id, IPEndPoint from)
    {
        if (!_sessions.TryGetValue(id, out (IPEndPoint Transport, DateTime LastSeen) session))
        {
            return Error("UNKNOWN_SESSION");
        }

        if (!session.Transport.Equals(from))
        {
            return Error("WRONG_TRANSPORT");
        }

        _sessions[id] = (from, DateTime.UtcNow);
        return PrototypeJson.Write(("type", "DATA_ACK"), ("session_id", id));
    }

    private byte[] Reattach(Dictionary<string, JsonElement> message, IPEndPoint from)
    {
        string id = message.Text("session_id");
        if (!_sessions.ContainsKey(id))
        {
            return Error("UNKNOWN_SESSION");
        }

        if (message.Text("proof") != PrototypeProof.Of(id, message.Text("nonce")))
        {
            return Error("BAD_PROOF");
        }

        _sessions[id] = (from, DateTime.UtcNow);
        return PrototypeJson.Write(("type", "REATTACH_ACK"), ("session_id", id), ("note", "Transport switched explicitly"));
    }

    private void Expire()
    {
        DateTime oldest = DateTime.UtcNow - TimeToLive;
        foreach (string id in _sessions.Where(session => session.Value.LastSeen < oldest).Select(session => session.Key).ToArray())
        {
            _sessions.Remove(id);
        }
    }

    private static byte[] Error(string code) => PrototypeJson.Write(("type", "ERROR"), ("code", code));
}
