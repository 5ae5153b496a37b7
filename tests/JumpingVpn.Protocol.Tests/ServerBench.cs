using System.Security.Cryptography;
using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests;

/// <summary>A server driven by hand: text in, text out, at a time of the test's choosing.</summary>
internal sealed class ServerBench : IDisposable
{
    public ServerBench(ServerOptions? options = null)
    {
        Server = new SessionServer(options ?? new ServerOptions(), new TestEntropy(1));
    }

    public SessionServer Server { get; }

    public TimeSpan Now { get; set; } = TimeSpan.FromSeconds(100);

    public List<ISessionEvent> Events { get; } = [];

    public string Ask(string datagram, TransportAddress? from = null) => Ask(Encoding.UTF8.GetBytes(datagram), from);

    /// <summary>Hands a datagram in and gives the answer back; an empty text is silence.</summary>
    public string Ask(byte[] datagram, TransportAddress? from = null)
    {
        TransportAddress source = from ?? Addresses.Phone;
        Server.HandleDatagram(datagram, source, Now);
        CollectEvents();
        byte[] buffer = new byte[65_536];
        if (!Server.TryPollTransmit(buffer, out int length, out TransportAddress to))
        {
            return "";
        }

        to.Should().Be(source, "an answer goes to who asked");
        length.Should().BeLessThanOrEqualTo(3 * datagram.Length, "no answer exceeds three times the request");
        Server.TryPollTransmit(buffer, out _, out _).Should().BeFalse("a datagram has at most one answer");
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    public void Tick()
    {
        Server.HandleTimeout(Now);
        CollectEvents();
    }

    /// <summary>Makes a session as a prototype's client does.</summary>
    public SessionId Handshake(TransportAddress? from = null)
    {
        string answer = Ask("""{"type": "HANDSHAKE_INIT"}""", from);
        SessionId.TryParse(answer.Split('"')[7], out SessionId id).Should().BeTrue(answer);
        return id;
    }

    public string Data(SessionId id, long? sequence, TransportAddress? from = null, string payload = "hello")
    {
        string numbered = sequence is { } number ? $",\"seq\":{number}" : "";
        return Ask($$"""{"type":"DATA","session_id":"{{id}}"{{numbered}},"payload":"{{payload}}"}""", from);
    }

    public string Reattach(SessionId id, string nonce, TransportAddress? from = null, string? proof = null, long? version = null)
    {
        string versioned = version is { } number ? $",\"state_version\":{number}" : "";
        proof ??= ProofOf(id.ToString(), nonce);
        return Ask(
            $$"""{"type":"REATTACH_REQUEST","session_id":"{{id}}","nonce":"{{nonce}}","proof":"{{proof}}"{{versioned}}}""",
            from ?? Addresses.PhoneMoved
        );
    }

    public string Keepalive(SessionId id, long sequence, TransportAddress? from = null) =>
        Ask($$"""{"type":"KEEPALIVE","session_id":"{{id}}","seq":{{sequence}}}""", from);

    public string Terminate(SessionId id, TransportAddress? from = null, string reason = "session_terminated") =>
        Ask($$"""{"type":"TERMINATE","session_id":"{{id}}","reason":"{{reason}}"}""", from);

    public SessionView View(SessionId id)
    {
        Server.TryGetSession(id, out SessionView view).Should().BeTrue();
        return view;
    }

    public IEnumerable<T> EventsOf<T>()
        where T : struct, ISessionEvent => Events.OfType<T>();

    public void Dispose() => Server.Dispose();

    /// <summary>The proof, computed here from the protocol's text and not by the code under test.</summary>
    public static string ProofOf(string sessionId, string nonce, string secret = "jumpingvpn-demo-secret") =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), Encoding.UTF8.GetBytes(sessionId + "|" + nonce)));

    private void CollectEvents()
    {
        while (Server.TryPollEvent(out ISessionEvent? e, out _))
        {
            Events.Add(e is DataAccepted data ? data with { Payload = data.Payload.ToArray() } : e);
        }
    }
}
