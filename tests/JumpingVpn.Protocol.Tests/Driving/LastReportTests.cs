using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Tests.Keys;

namespace JumpingVpn.Protocol.Tests.Driving;

/// <summary>What was not recorded one by one is summed up at the end, too.</summary>
public sealed class LastReportTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly CountingTime _time = new();
    private readonly MemoryNetwork _network = new();
    private readonly ListSink _atServer = new();
    private readonly ListSink _atClient = new();
    private readonly MemoryNetwork.MemoryChannel _serverChannel;
    private readonly SessionServerDriver _server;
    private readonly SessionClientDriver _client;

    public LastReportTests()
    {
        _serverChannel = _network.Open(Addresses.Server);
        _server = new SessionServerDriver(
            new SessionServer(Modes.Server(SessionMode.Psk) with { SourceLogRate = 1 }, new TestEntropy(1)),
            _serverChannel,
            _time,
            _atServer
        );
        _client = new SessionClientDriver(
            new SessionClient(Modes.Client(SessionMode.Psk), Addresses.Server, new TestEntropy(2)),
            _network.Open(Addresses.Phone),
            _time,
            _atClient
        );
        _client.Connect();
        _network.Deliver();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_server_says_before_it_stops_what_it_did_not_log()
    {
        MemoryNetwork.MemoryChannel eve = _network.Open(Addresses.Eve);
        for (int i = 0; i < 60; i++)
        {
            eve.Send("{\"type\":\"NOISE\"}"u8, Addresses.Server);
        }

        _network.Deliver();
        await _server.StopAsync(TimeSpan.Zero);

        int logged = _atServer.Events.OfType<UnknownMessage>().Count();
        logged.Should().BeLessThan(60);
        _atServer.Events.OfType<RateLimited>().Sum(report => report.Count).Should().Be(60 - logged);
        _atServer.Events[^1].Should().BeOfType<ServerStop>();
    }

    [Fact]
    public async Task A_client_says_before_it_is_gone_what_it_found_forged()
    {
        for (int i = 0; i < 60; i++)
        {
            _serverChannel.Send("{\"type\":\"ERROR\",\"code\":\"POLICY_DENY\"}"u8, Addresses.Phone);
        }

        _network.Deliver();
        await _client.DisposeAsync();

        _atClient.Events.OfType<SecurityEvent>().Should().HaveCount(20);
        _atClient.Events[^1].Should().Be(new RateLimited(Addresses.Server, 20, 40));
    }
}
