using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Tests.Driving;
using Microsoft.Extensions.Time.Testing;

namespace JumpingVpn.Protocol.Tests.Api;

/// <summary>What the tasks of a client wait for, and what ends each of these waits.</summary>
public sealed class WaitingClientTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly MemoryNetwork _network = new();
    private readonly MemoryNetwork.MemoryChannel _phone;
    private readonly SessionServerDriver _server;
    private readonly ListSink _events = new();
    private readonly JumpingVpnClient _client;

    public WaitingClientTests()
    {
        _phone = _network.Open(Addresses.Phone);
        _server = new SessionServerDriver(
            new SessionServer(new ServerOptions { SwitchCooldown = TimeSpan.Zero }, new TestEntropy(1)),
            _network.Open(Addresses.Server),
            _time
        );
        var options = new ClientOptions { SendQueueCapacity = 2, SendWindow = 1 };
        _client = new JumpingVpnClient(_phone, Addresses.Server, _time, new TestEntropy(2), options, _events);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_finds_no_room_is_taken_when_something_before_it_is_acknowledged()
    {
        await ConnectAsync();
        Task[] sends = [.. Enumerable.Range(0, 6).Select(i => _client.SendAsync(Text($"{i}")))];
        sends.Should().OnlyContain(task => !task.IsCompleted);

        await DeliverUntilAsync(Task.WhenAll(sends));
        _server.Core.Counters.DataDelivered.Should().Be(6);
    }

    [Fact]
    public async Task What_waits_for_room_fails_with_the_end_of_the_session()
    {
        await ConnectAsync();
        Task[] sends = [.. Enumerable.Range(0, 4).Select(i => _client.SendAsync(Text($"{i}")))];

        _client.End();

        foreach (Task send in sends)
        {
            (await FailureAsync<SessionEndedException>(send)).Why.Should().Be(TransitionReason.ExplicitTermination);
        }
    }

    [Fact]
    public async Task What_waits_for_room_fails_with_the_disposal()
    {
        await ConnectAsync();
        Task[] sends = [.. Enumerable.Range(0, 4).Select(i => _client.SendAsync(Text($"{i}")))];
        Task attach = _client.AttachAsync(_network.Open(Addresses.PhoneMoved));

        await _client.DisposeAsync();

        foreach (Task wait in sends.Append(attach))
        {
            await FailureAsync<ObjectDisposedException>(wait);
        }
    }

    [Fact]
    public async Task To_end_tells_the_server_once_and_a_second_time_nothing()
    {
        await ConnectAsync();

        _client.End();
        int told = _network.TakeAll().Count;
        _client.End();
        await _client.DisposeAsync();

        (told, _network.TakeAll().Count).Should().Be((1, 0));
        _client.State.Should().Be(SessionState.Terminated);
        FluentActions.Invoking(_client.End).Should().NotThrow("an end that has come needs no other");
    }

    [Fact]
    public async Task After_the_end_everything_says_how_the_session_ended()
    {
        await ConnectAsync();
        _client.End();

        Func<Task>[] calls =
        [
            () => _client.ConnectAsync(),
            () => _client.SendAsync(Text("x")),
            () => _client.ReceiveAsync(),
            () => _client.AttachAsync(_network.Open(Addresses.PhoneMoved)),
        ];
        foreach (Func<Task> call in calls)
        {
            SessionEndedException ended = await FailureAsync<SessionEndedException>(StartedAsync(call));
            (ended.Why, ended.Code).Should().Be((TransitionReason.ExplicitTermination, RefusalCode.None));
        }
    }

    [Fact]
    public async Task After_the_disposal_everything_says_that_it_is_disposed()
    {
        await ConnectAsync();
        await _client.DisposeAsync();

        Func<Task>[] calls =
        [
            () => _client.ConnectAsync(),
            () => _client.SendAsync(Text("x")),
            () => _client.ReceiveAsync(),
            () => _client.AttachAsync(_network.Open(Addresses.PhoneMoved)),
        ];
        foreach (Func<Task> call in calls)
        {
            (await FailureAsync<ObjectDisposedException>(StartedAsync(call))).ObjectName.Should().Be(nameof(JumpingVpnClient));
        }
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_beforehand_does_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        await FailureAsync<OperationCanceledException>(StartedAsync(() => _client.ConnectAsync(cancelled)));
        _network.TakeAll().Should().BeEmpty("nothing was asked for");

        await ConnectAsync();
        MemoryNetwork.MemoryChannel moved = _network.Open(Addresses.PhoneMoved);
        await FailureAsync<OperationCanceledException>(StartedAsync(() => _client.SendAsync(Text("x"), cancelled)));
        await FailureAsync<OperationCanceledException>(StartedAsync(() => _client.ReceiveAsync(cancelled)));
        await FailureAsync<OperationCanceledException>(StartedAsync(() => _client.AttachAsync(moved, cancelled)));

        _network.TakeAll().Should().BeEmpty();
        _client.LocalAddress.Should().Be(Addresses.Phone);
    }

    [Fact]
    public async Task Who_does_not_wait_for_the_session_any_more_has_it_all_the_same()
    {
        using var cancellation = new CancellationTokenSource();
        Task connecting = _client.ConnectAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await FailureAsync<OperationCanceledException>(connecting);

        _network.Deliver();

        _client.State.Should().Be(SessionState.Attached);
    }

    [Fact]
    public async Task What_was_received_before_the_end_can_still_be_taken()
    {
        await ConnectAsync();
        await DoneAsync(_client.SendAsync(Text("here I am")));
        _server.TrySend(_client.SessionId!.Value, "last words"u8, out _).Should().BeTrue();
        _network.Deliver();
        _client.End();

        Encoding.UTF8.GetString((await _client.ReceiveAsync()).Span).Should().Be("last words");
        await FailureAsync<SessionEndedException>(StartedAsync(() => _client.ReceiveAsync()));
    }

    [Fact]
    public async Task What_is_sent_once_fails_when_nothing_acknowledges_it_in_time()
    {
        await ConnectAsync();
        _phone.Loses = static _ => true;
        Task sending = _client.SendAsync(Text("x"), DeliverySemantics.AtMostOnce);

        for (int tenth = 0; tenth < 100 && !sending.IsCompleted; tenth++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        MessageFailedException failure = await FailureAsync<MessageFailedException>(sending);
        (failure.Sequence, failure.Reason).Should().Be((1, ReasonCode.NoAnswer));
    }

    [Fact]
    public async Task What_the_channel_refuses_makes_room_for_what_waits()
    {
        await ConnectAsync();
        _phone.Refuses = static length => length > 1_000 ? SendResult.TooLarge : null;
        Task first = _client.SendAsync(Text("1"));
        Task refused = _client.SendAsync(Text(new string('x', 2_000)));
        Task waiting = _client.SendAsync(Text("3"));
        await DeliverUntilAsync(Task.WhenAll(first, waiting));
        (await FailureAsync<MessageFailedException>(refused)).Reason.Should().Be(ReasonCode.TooLarge);
    }

    [Fact]
    public async Task A_change_of_the_network_asks_the_path_whether_it_still_works()
    {
        await ConnectAsync();
        await DoneAsync(_client.SendAsync(Text("x")));

        _client.NetworkChanged();

        _network.TakeAll().Should().NotBeEmpty();
        _client.State.Should().Be(SessionState.Attached, "a question costs no switch");
    }

    [Fact]
    public async Task Whoever_takes_the_audit_stream_has_all_of_it_and_not_only_what_the_client_listens_to()
    {
        await ConnectAsync();
        await DoneAsync(_client.SendAsync(Text("x")));

        _events
            .Heard.Should()
            .Contain(SessionEventKind.SessionEstablished, "which the client itself does not listen to")
            .And.Contain(SessionEventKind.DataRoundtrip);
    }

    private Task ConnectAsync() => DoneAsync(_client.ConnectAsync());

    private async Task DoneAsync(Task task)
    {
        _network.Deliver();
        await task.WaitAsync(Limit);
    }

    /// <summary>Who waits for room goes on outside of the client, on another thread, and sends then.</summary>
    private async Task DeliverUntilAsync(Task task)
    {
        for (int turn = 0; turn < 1_000_000 && !task.IsCompleted; turn++)
        {
            _network.Deliver();
            await Task.Yield();
        }

        await task.WaitAsync(Limit);
    }

    private static async Task<T> FailureAsync<T>(Task task)
        where T : Exception => (await FluentActions.Awaiting(() => task.WaitAsync(Limit)).Should().ThrowAsync<T>()).Which;

    private static async Task StartedAsync(Func<Task> start) => await start();

    private static ReadOnlyMemory<byte> Text(string text) => Encoding.UTF8.GetBytes(text);
}
