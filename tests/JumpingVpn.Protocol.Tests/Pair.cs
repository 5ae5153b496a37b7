using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests;

/// <summary>
/// A client and a server with a network between them that a test can disturb; time jumps from one event to the next.
/// </summary>
internal sealed class Pair : IDisposable
{
    private readonly List<Flight> _flights = [];
    private readonly TestEntropy _weather;
    private readonly byte[] _buffer = new byte[65_536];
    private long _order;

    public Pair(ServerOptions? server = null, ClientOptions? client = null, ulong seed = 7)
    {
        _weather = new TestEntropy(seed);
        Server = new SessionServer(server ?? new ServerOptions(), new TestEntropy(seed + 1));
        Client = new SessionClient(client ?? new ClientOptions(), Addresses.Server, new TestEntropy(seed + 2));
    }

    public SessionServer Server { get; }

    public SessionClient Client { get; }

    public TimeSpan Now { get; private set; } = TimeSpan.FromSeconds(10);

    /// <summary>How the server sees the client: setting it is a NAT rebinding.</summary>
    public TransportAddress ClientAddress { get; set; } = Addresses.Phone;

    public int LossPercent { get; set; }

    public int DuplicatePercent { get; set; }

    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(20);

    public TimeSpan Jitter { get; set; }

    /// <summary>Decides whether a datagram is dropped, by its text and whether it goes to the server.</summary>
    public Func<string, bool, bool> Drop { get; set; } = static (_, _) => false;

    /// <summary>Sees each datagram as it is sent, whether it goes to the server, and the client's address in it.</summary>
    public Action<string, bool, TransportAddress> Tap { get; set; } = static (_, _, _) => { };

    public List<ISessionEvent> ServerEvents { get; } = [];

    public List<ISessionEvent> ClientEvents { get; } = [];

    public List<string> Delivered { get; } = [];

    /// <summary>What the client took of the server's own messages.</summary>
    public List<string> Heard { get; } = [];

    public List<string> SentByClient { get; } = [];

    public List<string> SentByServer { get; } = [];

    public SessionView Session
    {
        get
        {
            Server.TryGetSession(Client.SessionId!.Value, out SessionView view).Should().BeTrue();
            return view;
        }
    }

    public void Connect()
    {
        Client.Connect(Now);
        Run(TimeSpan.FromSeconds(1));
        Client.State.Should().Be(SessionState.Attached);
    }

    public void Send(string payload)
    {
        Client.TrySend(Encoding.UTF8.GetBytes(payload), Now, out _).Should().BeTrue();
        Collect();
    }

    /// <summary>The socket dies, another one is opened, and the client reattaches from it.</summary>
    public void Move(TransportAddress address)
    {
        Client.TransportLost(Now);
        ClientAddress = address;
        Client.Reattach(Now);
        Collect();
    }

    /// <summary>Lets time pass, event by event.</summary>
    public void Run(TimeSpan duration)
    {
        TimeSpan end = Now + duration;
        Collect();
        for (int steps = 0; NextInstant() is { } next && next <= end; steps++)
        {
            steps.Should().BeLessThan(1_000_000, "it must come to rest");
            Now = next > Now ? next : Now;
            Step();
            Collect();
        }

        Now = end;
    }

    /// <summary>Puts a datagram of somebody else's on its way, under any address.</summary>
    public void Forge(string datagram, bool toServer, TransportAddress clientAddress, TimeSpan delay) =>
        _flights.Add(new Flight(Encoding.UTF8.GetBytes(datagram), toServer, clientAddress, Now + delay, _order++));

    public void FromElsewhereToClient(string datagram, TransportAddress from)
    {
        Client.HandleDatagram(Encoding.UTF8.GetBytes(datagram), from, Now);
        Collect();
    }

    /// <summary>Hands a datagram to the server and gives its answer back; an empty text is silence. The client does not hear it.</summary>
    public string FromElsewhereToServer(string datagram, TransportAddress from)
    {
        Server.HandleDatagram(Encoding.UTF8.GetBytes(datagram), from, Now);
        string answer = Server.TryPollTransmit(_buffer, out int length, out _) ? Encoding.UTF8.GetString(_buffer, 0, length) : "";
        Collect();
        return answer;
    }

    public IEnumerable<T> ServerEventsOf<T>()
        where T : struct, ISessionEvent => ServerEvents.OfType<T>();

    public IEnumerable<T> ClientEventsOf<T>()
        where T : struct, ISessionEvent => ClientEvents.OfType<T>();

    public void Dispose()
    {
        Server.Dispose();
        Client.Dispose();
    }

    private TimeSpan? NextInstant()
    {
        TimeSpan?[] instants = [Client.NextTimeout, Server.NextTimeout, _flights.Count > 0 ? _flights.Min(f => f.Due) : null];
        return instants.Min();
    }

    private void Step()
    {
        Flight? due = _flights.Where(f => f.Due <= Now).OrderBy(f => (f.Due, f.Order)).FirstOrDefault();
        if (due is null)
        {
            Client.HandleTimeout(Now);
            Server.HandleTimeout(Now);
        }
        else
        {
            _flights.Remove(due);
            if (due.ToServer)
            {
                Server.HandleDatagram(due.Bytes, due.Address, Now);
            }
            else if (due.Address == ClientAddress)
            {
                Client.HandleDatagram(due.Bytes, Addresses.Server, Now);
            }
        }
    }

    private void Collect()
    {
        while (Server.TryPollEvent(out ISessionEvent? e, out _))
        {
            ServerEvents.Add(e);
            if (e is DataAccepted data)
            {
                Delivered.Add(Encoding.UTF8.GetString(data.Payload.Span));
            }
        }

        while (Client.TryPollEvent(out ISessionEvent? e, out _))
        {
            if (e is DownlinkAccepted data)
            {
                Heard.Add(Encoding.UTF8.GetString(data.Payload.Span));
            }

            ClientEvents.Add(e);
        }

        while (Client.TryPollTransmit(_buffer, out int length, out _))
        {
            SentByClient.Add(Encoding.UTF8.GetString(_buffer, 0, length));
            Launch(SentByClient[^1], toServer: true, ClientAddress);
        }

        while (Server.TryPollTransmit(_buffer, out int length, out TransportAddress to))
        {
            SentByServer.Add(Encoding.UTF8.GetString(_buffer, 0, length));
            Launch(SentByServer[^1], toServer: false, to);
        }
    }

    private void Launch(string datagram, bool toServer, TransportAddress address)
    {
        Tap(datagram, toServer, address);
        if (Drop(datagram, toServer) || _weather.Below(100) < LossPercent)
        {
            return;
        }

        int copies = _weather.Below(100) < DuplicatePercent ? 2 : 1;
        for (int i = 0; i < copies; i++)
        {
            TimeSpan jitter = Jitter == TimeSpan.Zero ? Jitter : TimeSpan.FromTicks(_weather.Below((int)Jitter.Ticks));
            _flights.Add(new Flight(Encoding.UTF8.GetBytes(datagram), toServer, address, Now + Delay + jitter, _order++));
        }
    }

    private sealed record Flight(byte[] Bytes, bool ToServer, TransportAddress Address, TimeSpan Due, long Order);
}
