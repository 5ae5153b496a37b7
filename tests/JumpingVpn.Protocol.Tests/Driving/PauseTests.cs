using System.Text;
using JumpingVpn.Protocol.Events;
using Microsoft.Extensions.Time.Testing;

namespace JumpingVpn.Protocol.Tests.Driving;

/// <summary>A server that was stopped for longer than its sessions live judges datagrams by when they reached the machine.</summary>
public sealed class PauseTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Stopped = TimeSpan.FromSeconds(40);

    private readonly FakeTimeProvider _time = new();
    private readonly MemoryNetwork _net = new();
    private readonly ListSink _events = new();
    private readonly MemoryNetwork.MemoryChannel _served;
    private readonly SessionServerDriver _server;
    private readonly SessionClientDriver _client;

    public PauseTests()
    {
        _served = _net.Open(Addresses.Server);
        _server = new SessionServerDriver(
            new SessionServer(new ServerOptions { IdleTtl = Ttl }, new TestEntropy(1)),
            _served,
            _time,
            _events
        );
        _client = new SessionClientDriver(
            new SessionClient(new ClientOptions(), Addresses.Server, new TestEntropy(2)),
            _net.Open(Addresses.Phone),
            new FakeTimeProvider()
        );
        _client.Connect();
        _net.Deliver();
        _client.TrySend("so that more than one may be under way"u8, out _).Should().BeTrue();
        _net.Deliver();
        _events.Events.Clear();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    public void What_arrived_before_the_end_is_accepted_and_what_arrived_at_it_is_not(int ticks, int delivered)
    {
        byte[] data = Data();
        _served.HasBacklog = true;
        _time.Advance(Stopped); // the timer runs first, when the time is over
        _served.Hand(data, Addresses.Phone, waited: Stopped - Ttl - TimeSpan.FromTicks(ticks));
        _served.HasBacklog = false;
        _time.Advance(TimeSpan.FromMilliseconds(1));

        _server.Core.Counters.DataDelivered.Should().Be(1 + delivered);
        _server.Core.SessionCount.Should().Be(delivered);
    }

    [Fact]
    public void What_arrived_after_the_end_of_its_session_is_refused_though_something_else_arrived_in_time()
    {
        byte[] first = Data();
        byte[] second = Data();
        _served.HasBacklog = true;
        _time.Advance(TimeSpan.FromSeconds(100));

        _served.Hand(first, Addresses.Phone, waited: TimeSpan.FromSeconds(90)); // at 10 s: lives until 40 s
        _served.Hand(second, Addresses.Phone, waited: TimeSpan.FromSeconds(59)); // at 41 s

        _server.Core.Counters.DataDelivered.Should().Be(2);
        _events.LatestOf<SessionExpired>(2).Should().Equal(TimeSpan.FromSeconds(41));
    }

    [Fact]
    public void A_command_during_the_backlog_does_not_end_what_the_backlog_keeps()
    {
        byte[] data = Data();
        SessionId id = _client.Core.SessionId!.Value;
        _served.HasBacklog = true;
        _time.Advance(Stopped);

        _server.TrySend(id, "hello"u8, out _).Should().BeTrue();
        _served.Hand(data, Addresses.Phone, waited: TimeSpan.FromSeconds(20));

        _server.Core.Counters.DataDelivered.Should().Be(2);
    }

    [Fact]
    public void Without_anything_that_waits_the_timer_ends_the_session()
    {
        _time.Advance(Stopped);

        _server.Core.SessionCount.Should().Be(0);
    }

    [Fact]
    public void Whatever_a_carrier_says_time_does_not_run_backwards()
    {
        byte[] first = Data();
        byte[] second = Data();
        _time.Advance(TimeSpan.FromSeconds(20));
        _served.Hand(first, Addresses.Phone, waited: TimeSpan.Zero);
        _served.Hand(second, Addresses.Phone, waited: TimeSpan.FromHours(5));

        _events.LatestOf<DataAccepted>(2).Should().Equal(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20));
    }

    private byte[] Data()
    {
        _client.TrySend(Encoding.UTF8.GetBytes("data"), out _).Should().BeTrue();
        return _net.TakeAll().Single(flight => flight.To == Addresses.Server).Bytes;
    }
}
