using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Driving;

public sealed class DriverTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly CountingTime _time = new();
    private readonly MemoryNetwork _network = new();
    private readonly ListSink _serverEvents = new();
    private readonly ListSink _clientEvents = new();
    private readonly MemoryNetwork.MemoryChannel _serverChannel;
    private readonly MemoryNetwork.MemoryChannel _phoneChannel;
    private readonly SessionServerDriver _server;
    private readonly SessionClientDriver _client;

    public DriverTests()
    {
        _serverChannel = _network.Open(Addresses.Server);
        _phoneChannel = _network.Open(Addresses.Phone);
        _server = new SessionServerDriver(new SessionServer(new ServerOptions(), new TestEntropy(1)), _serverChannel, _time, _serverEvents);
        _client = new SessionClientDriver(
            new SessionClient(new ClientOptions(), Addresses.Server, new TestEntropy(2)),
            _phoneChannel,
            _time,
            _clientEvents
        );
    }

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public void The_demonstration_runs_over_channels_and_timers()
    {
        Connect();
        Send("a");
        _client.TransportLost();
        Send("b");
        IDatagramChannel former = _client.AttachChannel(_network.Open(Addresses.PhoneMoved));
        _network.Deliver();
        _time.Advance(_client.Core.Options.StabilityWindow);

        former.Should().BeSameAs(_phoneChannel);
        _client.LocalAddress.Should().Be(Addresses.PhoneMoved);
        _serverEvents.Payloads.Should().Equal("a", "b");
        _clientEvents
            .Heard.Should()
            .Equal(
                SessionEventKind.SessionEstablished,
                SessionEventKind.StateChange,
                SessionEventKind.DataRoundtrip,
                SessionEventKind.StateChange,
                SessionEventKind.NewTransportCreated,
                SessionEventKind.ReattachResult,
                SessionEventKind.StateChange,
                SessionEventKind.DataRoundtrip,
                SessionEventKind.StateChange
            );
        _server.Core.Counters.Switches.Should().Be(1);
    }

    [Fact]
    public void The_timer_sends_again_what_was_lost()
    {
        _client.Connect();
        _time.Advance(TimeSpan.FromMilliseconds(200));
        _network.Deliver();

        _server.Core.Counters.Received.Should().Be(2);
        _server.Core.SessionCount.Should().Be(1);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    public void The_timer_ends_a_session_at_the_very_tick(long ticks, int sessions)
    {
        _time.Advance(TimeSpan.FromSeconds(3));
        Connect();
        _time.Advance(TimeSpan.FromSeconds(12));
        Send("restarts the time to live");
        _time.Advance(TimeSpan.FromSeconds(30) + new TimeSpan(ticks));

        _server.Core.SessionCount.Should().Be(sessions);
        _server.Inspect(core => core.SessionCount).Should().Be(sessions);
    }

    [Fact]
    public void The_servers_timer_is_not_moved_by_each_datagram()
    {
        Connect();
        int before = _time.Armings;
        for (int i = 0; i < 100; i++)
        {
            _serverChannel.Hand(
                Encoding.UTF8.GetBytes($$"""{"type":"DATA","session_id":"{{_client.Core.SessionId}}","payload":"x"}"""),
                Addresses.Phone
            );
        }

        _time.Armings.Should().Be(before);
    }

    [Fact]
    public async Task A_channel_that_says_it_is_closed_is_a_lost_transport()
    {
        Connect();
        await _phoneChannel.DisposeAsync();
        Send("waits");
        _client.Core.State.Should().Be(SessionState.Reattaching);
        _client.SendFailures.Should().Be(1);

        _client.AttachChannel(_network.Open(Addresses.PhoneMoved));
        _network.Deliver();

        _serverEvents.Payloads.Should().Equal("waits");
    }

    [Fact]
    public void What_a_former_channel_still_delivers_is_not_heard()
    {
        Connect();
        _client.AttachChannel(_network.Open(Addresses.PhoneMoved));
        _network.Deliver();
        long before = _client.Core.Counters.Received;
        _phoneChannel.Hand("{\"type\":\"ERROR\",\"code\":\"UNKNOWN_SESSION\"}"u8.ToArray(), Addresses.Server);

        _client.Core.Counters.Received.Should().Be(before);
    }

    [Fact]
    public void A_channel_that_was_started_before_is_refused_and_the_former_one_kept()
    {
        Connect();
        _client.Invoking(client => client.AttachChannel(_serverChannel)).Should().Throw<InvalidOperationException>();

        Send("still here");
        _serverEvents.Payloads.Should().Equal("still here");
    }

    [Fact]
    public void A_sink_may_give_commands_and_their_events_follow_in_order()
    {
        int left = 5;
        _clientEvents.Also = e =>
        {
            if (e.Kind is SessionEventKind.SessionEstablished or SessionEventKind.DataRoundtrip && left-- > 0)
            {
                _client.TrySend("more"u8, out _);
            }
        };
        Connect();

        _serverEvents.Payloads.Should().HaveCount(5);
        _clientEvents.Heard.Count(kind => kind == SessionEventKind.DataRoundtrip).Should().Be(5);
    }

    [Fact]
    public async Task Disposal_takes_the_channel_along_and_nothing_happens_after_it()
    {
        Connect();
        await _client.DisposeAsync();
        await _client.DisposeAsync();

        _phoneChannel.Disposed.Should().BeTrue();
        _client.Invoking(client => client.TrySend("x"u8, out _)).Should().Throw<ObjectDisposedException>();
        _time.Advance(TimeSpan.FromMinutes(1));
        _clientEvents.Heard.Should().HaveCount(2);
    }

    private void Connect()
    {
        _client.Connect();
        _network.Deliver();
        _client.Core.State.Should().Be(SessionState.Attached);
    }

    private void Send(string payload)
    {
        _client.TrySend(Encoding.UTF8.GetBytes(payload), out _).Should().BeTrue();
        _network.Deliver();
    }
}
