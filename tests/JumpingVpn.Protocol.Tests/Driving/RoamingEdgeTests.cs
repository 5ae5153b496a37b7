namespace JumpingVpn.Protocol.Tests.Driving;

/// <summary>When a client with two networks returns to the preferred one, to the tick.</summary>
public sealed class RoamingEdgeTests
{
    [Theory]
    [InlineData(-1, "lte")]
    [InlineData(0, "wifi")]
    [InlineData(1, "wifi")]
    [Trait("timer", "roaming.return-stability")]
    public async Task It_returns_when_the_network_has_been_back_for_the_time_of_stability(int ticks, string network)
    {
        await using Roamer roamer = new(switchesPerMinute: 10);
        roamer.LoseWifiAndGetItBack();

        roamer.Time.Advance(new RoamingOptions().ReturnStability + TimeSpan.FromTicks(ticks));

        roamer.Client.Current.Should().Be(network);
    }

    [Theory]
    [InlineData(-1, "lte")]
    [InlineData(0, "wifi")]
    [InlineData(1, "wifi")]
    public async Task It_returns_no_sooner_than_another_switch_is_allowed(int ticks, string network)
    {
        await using Roamer roamer = new(switchesPerMinute: 1);
        TimeSpan sinceTheSwitch = roamer.LoseWifiAndGetItBack();

        roamer.Time.Advance(TimeSpan.FromMinutes(1) - sinceTheSwitch + TimeSpan.FromTicks(ticks));

        roamer.Client.Current.Should().Be(network);
        roamer.Client.Session.Core.State.Should().NotBe(SessionState.Degraded, "nothing was tried that is not allowed");
    }

    private sealed class Roamer : IAsyncDisposable
    {
        private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

        private readonly MemoryNetwork _net = new();
        private readonly SessionServerDriver _server;

        public Roamer(int switchesPerMinute)
        {
            var server = new SessionServer(new ServerOptions { SwitchCooldown = TimeSpan.Zero, IdleTtl = Long }, new TestEntropy(1));
            _server = new SessionServerDriver(server, _net.Open(Addresses.Server), Time);
            var session = new SessionClient(
                new ClientOptions { MaximumSwitchesPerMinute = switchesPerMinute, IdleTtl = Long },
                Addresses.Server,
                new TestEntropy(2)
            );
            Client = new RoamingClientDriver(
                session,
                [
                    new PathCandidate("wifi", () => _net.Open(Addresses.Phone)),
                    new PathCandidate("lte", () => _net.Open(Addresses.PhoneOnLte)),
                ],
                Time
            );
            Client.Session.Connect();
            _net.Deliver();
        }

        public PatientTime Time { get; } = new();

        public RoamingClientDriver Client { get; }

        /// <summary>How long after the switch to LTE the Wi-Fi was back.</summary>
        public TimeSpan LoseWifiAndGetItBack()
        {
            TimeSpan away = Client.Session.Core.Options.StabilityWindow;
            Client.SetAvailable("wifi", available: false);
            Time.Advance(TimeSpan.FromTicks(1));
            _net.Deliver();
            Time.Advance(away);
            (Client.Current, Client.Session.Core.State).Should().Be(("lte", SessionState.Attached));
            Client.SetAvailable("wifi", available: true);
            return away;
        }

        public async ValueTask DisposeAsync()
        {
            await Client.DisposeAsync();
            await _server.DisposeAsync();
        }
    }
}
