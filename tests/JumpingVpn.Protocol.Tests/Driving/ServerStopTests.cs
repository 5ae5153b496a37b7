using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using Microsoft.Extensions.Time.Testing;

namespace JumpingVpn.Protocol.Tests.Driving;

public sealed class ServerStopTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly MemoryNetwork _net = new();
    private readonly ListSink _events = new();
    private readonly SessionServerDriver _server;

    public ServerStopTests() =>
        _server = new SessionServerDriver(
            new SessionServer(new ServerOptions(), new TestEntropy(1)),
            _net.Open(Addresses.Server),
            _time,
            _events
        );

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Every_client_is_told_and_the_last_event_has_the_totals()
    {
        ListSink atPhone = new();
        await using SessionClientDriver phone = Connected(2, atPhone);
        await using SessionClientDriver other = Connected(3, new ListSink(), host: 1);
        _time.Advance(TimeSpan.FromSeconds(2));

        await _server.StopAsync(Patience);
        _net.Deliver();

        (phone.Core.State, other.Core.State).Should().Be((SessionState.Terminated, SessionState.Terminated));
        atPhone.Events[^1].Should().BeOfType<SessionTerminated>().Which.Reason.Should().Be(ReasonCode.ServerStopping);
        _events.Events[^1].Should().Be(new ServerStop(_server.LocalAddress, TimeSpan.FromSeconds(2), 2, 2, 2, Switches: 0));
        _server.Core.SessionCount.Should().Be(0);
    }

    [Fact]
    public async Task More_sessions_than_one_go_are_all_told()
    {
        List<SessionClientDriver> clients = [.. Enumerable.Range(0, 300).Select(i => Connected((byte)(i % 250), new ListSink(), (uint)i))];

        await _server.StopAsync(Patience);
        _net.Deliver();

        clients.Should().OnlyContain(client => client.Core.State == SessionState.Terminated);
        foreach (SessionClientDriver client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Messages_that_are_under_way_get_a_bounded_time()
    {
        await using SessionClientDriver phone = Connected(2, new ListSink());
        _server.TrySend(phone.Core.SessionId!.Value, "news"u8, out _).Should().BeTrue();

        Task stopping = _server.StopAsync(Patience);
        stopping.IsCompleted.Should().BeFalse("the message is not acknowledged");
        _net.Deliver();
        await Pass(stopping, TimeSpan.FromMilliseconds(50));

        stopping.IsCompletedSuccessfully.Should().BeTrue();
        _events.Heard.Should().Contain(SessionEventKind.DownlinkRoundtrip);
    }

    [Fact]
    public async Task Nobody_is_waited_for_longer_than_that()
    {
        await using SessionClientDriver phone = Connected(2, new ListSink());
        _server.TrySend(phone.Core.SessionId!.Value, "news"u8, out _).Should().BeTrue();

        Task stopping = _server.StopAsync(Patience);
        await Pass(stopping, Patience + TimeSpan.FromMilliseconds(20));

        stopping.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task Who_asks_for_a_session_meanwhile_is_told_why_there_is_none()
    {
        await using SessionClientDriver phone = Connected(2, new ListSink());
        _server.TrySend(phone.Core.SessionId!.Value, "news"u8, out _).Should().BeTrue();
        Task stopping = _server.StopAsync(Patience);
        _net.TakeAll();
        ListSink late = new();
        await using SessionClientDriver second = Client(4, late, host: 9);

        second.Connect();
        _net.Deliver();
        for (int i = 0; i < 40; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
        }

        late.Events[^1].Should().BeOfType<SessionTerminated>().Which.Code.Should().Be(RefusalCode.ServerFull);
        ((SessionTerminated)late.Events[^1]).Reason.Should().Be(ReasonCode.ServerStopping);
        await Pass(stopping, Patience);
    }

    private async Task Pass(Task task, TimeSpan duration)
    {
        var step = TimeSpan.FromMilliseconds(10);
        for (TimeSpan passed = default; passed < duration; passed += step)
        {
            _time.Advance(step);
            for (int i = 0; i < 20 && !task.IsCompleted; i++)
            {
                await Task.Yield();
            }
        }

        await task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private SessionClientDriver Connected(byte seed, ListSink sink, uint host = 0)
    {
        SessionClientDriver client = Client(seed, sink, host);
        client.Connect();
        _net.Deliver();
        client.TrySend("x"u8, out _).Should().BeTrue();
        _net.Deliver();
        return client;
    }

    private SessionClientDriver Client(byte seed, ListSink sink, uint host) =>
        new(
            new SessionClient(new ClientOptions(), Addresses.Server, new TestEntropy(seed)),
            _net.Open(TransportAddress.FromIPv4(Addresses.Phone.IPv4Bits + host, Addresses.Phone.Port)),
            _time,
            sink
        );
}
