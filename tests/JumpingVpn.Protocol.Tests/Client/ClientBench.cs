using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Client;

/// <summary>A client driven by hand against a server that the test writes itself.</summary>
internal sealed class ClientBench : IDisposable
{
    public const string Id = "S-0123456789abcdef";

    /// <summary>No bound but those that a test is about, and no probation after a reattach.</summary>
    public static readonly ClientOptions Plain = new() { StabilityWindow = TimeSpan.Zero, MaximumLifetime = null };

    public ClientBench(ClientOptions? options = null, IEntropySource? entropy = null)
    {
        Client = new SessionClient(options ?? Plain, Addresses.Server, entropy ?? new TestEntropy(5));
    }

    public SessionClient Client { get; }

    public TimeSpan Now { get; set; } = TimeSpan.FromSeconds(50);

    public List<ISessionEvent> Events { get; } = [];

    /// <summary>Connects to a prototype's server: no nonce, no version, no sequence numbers.</summary>
    public static ClientBench OfPrototype(ClientOptions? options = null)
    {
        var bench = new ClientBench(options);
        bench.Client.Connect(bench.Now);
        bench.Sent().Should().ContainSingle();
        bench.Hear($$"""{"type": "HANDSHAKE_ACK", "session_id": "{{Id}}", "note": "session established"}""");
        bench.Client.State.Should().Be(SessionState.Attached);
        return bench;
    }

    /// <summary>Connects to a server of ours.</summary>
    public static ClientBench OfOurs(ClientOptions? options = null, IEntropySource? entropy = null)
    {
        var bench = new ClientBench(options, entropy);
        bench.Client.Connect(bench.Now);
        string nonce = NonceIn(bench.Sent().Should().ContainSingle().Subject);
        bench.Hear($$"""{"type":"HANDSHAKE_ACK","session_id":"{{Id}}","state_version":1,"nonce":"{{nonce}}"}""");
        bench.Client.State.Should().Be(SessionState.Attached);
        return bench;
    }

    public static string NonceIn(string datagram) => datagram.Split("\"nonce\":\"")[1][..16];

    public bool Send(string payload) => Client.TrySend(Encoding.UTF8.GetBytes(payload), Now, out _);

    public void Hear(string datagram, TransportAddress? from = null)
    {
        Client.HandleDatagram(Encoding.UTF8.GetBytes(datagram), from ?? Addresses.Server, Now);
        Collect();
    }

    public void HearAck(long? sequence) =>
        Hear($$"""{"type":"DATA_ACK","session_id":"{{Id}}"{{(sequence is { } number ? $",\"seq\":{number}" : "")}}}""");

    /// <summary>Everything that waits to be sent.</summary>
    public List<string> Sent()
    {
        byte[] buffer = new byte[65_536];
        List<string> sent = [];
        while (Client.TryPollTransmit(buffer, out int length, out TransportAddress to))
        {
            to.Should().Be(Addresses.Server);
            sent.Add(Encoding.UTF8.GetString(buffer, 0, length));
        }

        Collect();
        return sent;
    }

    /// <summary>Moves to each deadline in turn until there is none, at most <paramref name="limit"/>; gives what was sent then.</summary>
    public List<(TimeSpan At, string Datagram)> RunDry(int limit = 100)
    {
        List<(TimeSpan At, string Datagram)> sent = [];
        for (int i = 0; i < limit && Client.NextTimeout is { } next; i++)
        {
            next.Should().BeGreaterThan(Now, "a deadline that was handled lies in the future");
            Client.HandleTimeout(next - new TimeSpan(1));
            Sent().Should().BeEmpty("one tick early nothing is due");
            Now = next;
            Client.HandleTimeout(Now);
            sent.AddRange(Sent().Select(datagram => (Now, datagram)));
        }

        return sent;
    }

    public IEnumerable<T> EventsOf<T>()
        where T : struct, ISessionEvent => Events.OfType<T>();

    public void Dispose() => Client.Dispose();

    private void Collect()
    {
        while (Client.TryPollEvent(out ISessionEvent? e, out _))
        {
            Events.Add(e);
        }
    }
}
