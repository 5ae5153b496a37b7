using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace JumpingVpn.Cli.Tests.Prototype;

/// <summary>
/// A client as the prototype's was, written from the protocol page alone: one datagram out, one answer back, and nothing of ours in
/// between. It retransmits nothing unless told to: on loopback an answer that does not come is the finding.
/// </summary>
internal sealed class PrototypeClient(IPEndPoint server) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(500);

    private UdpClient _socket = Open(server);

    /// <summary>How often a request is sent at most, half a second apart; more than once where a flood fills the server's buffer.
    /// What was sent twice may be answered twice, so only requests with the same answer can follow.</summary>
    public int Attempts { get; set; } = 1;

    public string SessionId { get; private set; } = string.Empty;

    public string LastNonce { get; private set; } = string.Empty;

    public IPEndPoint LocalEndPoint => (IPEndPoint)_socket.Client.LocalEndPoint!;

    /// <summary>The datagram of the last reattach, byte for byte, for whoever wants to replay it.</summary>
    public byte[] LastReattachRequest { get; private set; } = [];

    public async Task<Dictionary<string, JsonElement>> HandshakeAsync()
    {
        Dictionary<string, JsonElement> answer = await AskAsync(PrototypeJson.Write(("type", "HANDSHAKE_INIT")));
        SessionId = answer.Text("session_id");
        return answer;
    }

    public Task<Dictionary<string, JsonElement>> SendDataAsync(string payload, string? sessionId = null) =>
        AskAsync(PrototypeJson.Write(("type", "DATA"), ("session_id", sessionId ?? SessionId), ("payload", payload)));

    /// <summary>The transport dies and a new one takes its place: another socket, another port.</summary>
    public void ReplaceSocket()
    {
        // The new one is bound before the old port is free, so that it cannot be the same.
        UdpClient replacement = Open(server);
        _socket.Dispose();
        _socket = replacement;
    }

    public Task<Dictionary<string, JsonElement>> ReattachAsync(string? sessionId = null, string? proof = null)
    {
        string id = sessionId ?? SessionId;
        LastNonce = PrototypeProof.NewNonce();
        LastReattachRequest = PrototypeJson.Write(
            ("type", "REATTACH_REQUEST"),
            ("session_id", id),
            ("nonce", LastNonce),
            ("proof", proof ?? PrototypeProof.Of(id, LastNonce))
        );
        return AskAsync(LastReattachRequest);
    }

    public async Task<Dictionary<string, JsonElement>> AskAsync(byte[] datagram)
    {
        Task<UdpReceiveResult> answer = _socket.ReceiveAsync();
        for (int attempt = 1; attempt < Attempts && !answer.IsCompleted; attempt++)
        {
            await _socket.SendAsync(datagram);
            await Task.WhenAny(answer, Task.Delay(BetweenAttempts));
        }

        if (!answer.IsCompleted)
        {
            await _socket.SendAsync(datagram);
        }

        return PrototypeJson.Read((await answer.WaitAsync(Patience)).Buffer);
    }

    /// <summary>Sends a datagram and waits for nothing.</summary>
    public Task TellAsync(byte[] datagram) => _socket.SendAsync(datagram, datagram.Length);

    /// <summary>Takes the next datagram that comes.</summary>
    public async Task<Dictionary<string, JsonElement>> ListenAsync() =>
        PrototypeJson.Read((await _socket.ReceiveAsync().WaitAsync(Patience)).Buffer);

    public void Dispose() => _socket.Dispose();

    private static UdpClient Open(IPEndPoint server)
    {
        var socket = new UdpClient(server.AddressFamily);
        socket.Connect(server);
        return socket;
    }
}
