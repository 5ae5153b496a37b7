using JumpingVpn.Datagrams;
using Microsoft.Extensions.Time.Testing;

namespace JumpingVpn.Protocol.Tests.Driving;

/// <summary>A client over Wi-Fi and LTE, or over one network only, whose channels a test breaks.</summary>
internal sealed class RoamingBench : IAsyncDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly SessionServerDriver _server;

    public RoamingBench(bool withLte = true, bool connect = true, ClientOptions? options = null)
    {
        ClientOptions client = options ?? new ClientOptions { IdleTtl = Long };
        Server = new SessionServer(
            new ServerOptions
            {
                SwitchCooldown = TimeSpan.Zero,
                IdleTtl = Long,
                Mode = client.Mode,
                PreSharedKey = client.PreSharedKey,
            },
            new TestEntropy(1)
        );
        _server = new SessionServerDriver(Server, Net.Open(Addresses.Server), Time);
        PathCandidate wifi = new("wifi", () => OpenWifi());
        PathCandidate lte = new("lte", () => OpenLte());
        Client = new RoamingClientDriver(
            new SessionClient(client, Addresses.Server, new TestEntropy(2)),
            withLte ? [wifi, lte] : [wifi],
            Time,
            sink: Events
        );
        if (connect)
        {
            Client.Session.Connect();
            Net.Deliver();
            Client.Session.Core.State.Should().Be(SessionState.Attached);
        }
    }

    public MemoryNetwork Net { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public ListSink Events { get; } = new();

    public SessionServer Server { get; }

    public RoamingClientDriver Client { get; }

    /// <summary>The channels that were opened on each network, the latest last.</summary>
    public List<MemoryNetwork.MemoryChannel> Wifi { get; } = [];

    public List<MemoryNetwork.MemoryChannel> Lte { get; } = [];

    /// <summary>The address that the Wi-Fi gives now.</summary>
    public TransportAddress WifiAddress { get; set; } = Addresses.Phone;

    /// <summary>What the machine says to whatever is sent over Wi-Fi, by the channel's address.</summary>
    public Func<TransportAddress, SendResult?> WifiSays { get; set; } = static _ => null;

    public Func<SendResult?> LteSays { get; set; } = static () => null;

    public Func<IDatagramChannel?> OpenWifi
    {
        get => field ?? AddWifi;
        set;
    }

    public Func<IDatagramChannel?> OpenLte
    {
        get => field ?? AddLte;
        set;
    }

    public void Send() => Client.Session.TrySend("x"u8, out _).Should().BeTrue();

    /// <summary>Lets time pass in short steps, delivering in between.</summary>
    public void Run(TimeSpan duration)
    {
        var step = TimeSpan.FromMilliseconds(10);
        Net.Deliver();
        for (TimeSpan passed = default; passed < duration; passed += step)
        {
            Time.Advance(step);
            Net.Deliver();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _server.DisposeAsync();
    }

    private MemoryNetwork.MemoryChannel AddWifi()
    {
        MemoryNetwork.MemoryChannel channel = Net.Open(WifiAddress);
        channel.Refuses = _ => WifiSays(channel.LocalAddress);
        Wifi.Add(channel);
        return channel;
    }

    private MemoryNetwork.MemoryChannel AddLte()
    {
        MemoryNetwork.MemoryChannel channel = Net.Open(Addresses.PhoneOnLte);
        channel.Refuses = _ => LteSays();
        Lte.Add(channel);
        return channel;
    }
}
