using System.Text;
using JumpingVpn.Protocol.Tests.Driving;
using Microsoft.Extensions.Time.Testing;

namespace JumpingVpn.Protocol.Tests.Api;

public sealed class JumpingVpnClientTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryNetwork _network = new();
    private readonly SessionServerDriver _server;
    private readonly MemoryNetwork.MemoryChannel _phone;
    private readonly JumpingVpnClient _client;

    public JumpingVpnClientTests()
    {
        _phone = _network.Open(Addresses.Phone);
        _server = new SessionServerDriver(
            new SessionServer(new ServerOptions { SwitchCooldown = TimeSpan.Zero }, new TestEntropy(1)),
            _network.Open(Addresses.Server),
            _time
        );
        _client = new JumpingVpnClient(_phone, Addresses.Server, _time, new TestEntropy(2));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Connect_send_receive_and_go_on_from_another_channel()
    {
        await Connect();
        (_client.State, _client.SessionId).Should().Be((SessionState.Attached, TheSession()));

        await Done(_client.SendAsync(Text("hello")));
        Push("news");
        Read(await Done(_client.ReceiveAsync())).Should().Be("news");

        Task attached = _client.AttachAsync(_network.Open(Addresses.PhoneMoved));
        attached.IsCompleted.Should().BeFalse();
        await Done(attached);
        _phone.Disposed.Should().BeTrue("the client owned the former channel");
        _client.LocalAddress.Should().Be(Addresses.PhoneMoved);
        _client.State.Should().Be(SessionState.Recovering);
        await Done(_client.SendAsync(Text("still here")));
        _client.Health.RoundTrip.Should().NotBeNull();
        _server.Core.Counters.DataDelivered.Should().Be(2);
    }

    [Fact]
    public async Task A_client_of_several_networks_goes_to_another_one_by_itself_and_takes_no_channel()
    {
        MemoryNetwork.MemoryChannel wifi = _network.Open(Addresses.PhoneMoved);
        await using var roaming = new JumpingVpnClient(
            [new PathCandidate("wifi", () => wifi), new PathCandidate("lte", () => _network.Open(Addresses.PhoneOnLte))],
            Addresses.Server,
            _time,
            new TestEntropy(3)
        );
        await Done(roaming.ConnectAsync());
        roaming.CurrentNetwork.Should().Be("wifi");

        roaming.SetAvailable("wifi", available: false);
        _time.Advance(TimeSpan.FromMilliseconds(1)); // the change is its timer's
        await Done(roaming.SendAsync(Text("over the other")));

        (roaming.CurrentNetwork, roaming.LocalAddress, wifi.Disposed).Should().Be(("lte", Addresses.PhoneOnLte, true));
        await Failure<InvalidOperationException>(roaming.AttachAsync(_phone));
    }

    [Fact]
    public void A_client_of_one_channel_knows_no_networks()
    {
        _client.CurrentNetwork.Should().BeNull();
        _client
            .Invoking(client => client.SetAvailable("wifi", true))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*make it with candidates*");
    }

    [Fact]
    public async Task Nobody_answers_and_the_wait_for_a_session_ends_with_the_reason()
    {
        Task connecting = _client.ConnectAsync();
        for (int second = 0; second < 60; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1)); // each attempt is armed when the one before has fired
        }

        SessionEndedException ended = (await Failure<SessionEndedException>(connecting))!;
        (ended.Why, ended.Reason).Should().Be((TransitionReason.TtlTransportLossExpired, ReasonCode.NoAnswer));
        ended.Message.Should().Be("The session ended: TTL_TRANSPORT_LOSS_EXPIRED (no_answer).");
        await Failure<SessionEndedException>(_client.SendAsync(Text("x")));
        await Failure<SessionEndedException>(Started(() => _client.ReceiveAsync()));
    }

    [Fact]
    public async Task A_second_connect_and_an_attach_before_the_first_are_mistakes()
    {
        await Failure<InvalidOperationException>(_client.AttachAsync(_network.Open(Addresses.PhoneMoved)));
        await Connect();
        await Failure<InvalidOperationException>(Started(() => _client.ConnectAsync()));
    }

    [Fact]
    public async Task To_cancel_ends_the_wait_and_not_the_message()
    {
        await Connect();
        using var cancellation = new CancellationTokenSource();
        Task sending = _client.SendAsync(Text("x"), cancellation.Token);
        Task receiving = _client.ReceiveAsync(cancellation.Token);
        await cancellation.CancelAsync();

        await Failure<OperationCanceledException>(sending);
        await Failure<OperationCanceledException>(receiving);
        _network.Deliver();
        _server.Core.Counters.DataDelivered.Should().Be(1);
        Push("for the next one who asks");
        _network.Deliver();
        Read(await Done(_client.ReceiveAsync())).Should().Be("for the next one who asks");
        await Failure<OperationCanceledException>(_client.SendAsync(Text("y"), cancellation.Token));
    }

    [Fact]
    public async Task Receivers_are_served_in_turn()
    {
        await Connect();
        await Done(_client.SendAsync(Text("here I am")));
        Task<ReadOnlyMemory<byte>>[] receivers = [_client.ReceiveAsync(), _client.ReceiveAsync()];
        Push("1");
        Push("2");
        _network.Deliver();

        Read(await Done(receivers[0])).Should().Be("1");
        Read(await Done(receivers[1])).Should().Be("2");
    }

    [Fact]
    public async Task What_nobody_receives_stays_with_the_server_once_there_is_no_room()
    {
        await Connect();
        await Done(_client.SendAsync(Text("here I am")));
        for (int i = 0; i < JumpingVpnClient.ReceiveCapacity; i++)
        {
            Push($"{i}");
            _network.Deliver();
        }

        Push("one too many");
        _network.Deliver();
        _server.Core.Counters.DownlinkAcknowledged.Should().Be(JumpingVpnClient.ReceiveCapacity);

        for (int i = 0; i < JumpingVpnClient.ReceiveCapacity; i++)
        {
            Read(await Done(_client.ReceiveAsync())).Should().Be($"{i}");
        }

        Task<ReadOnlyMemory<byte>> last = _client.ReceiveAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        Read(await Done(last)).Should().Be("one too many");
    }

    [Fact]
    public async Task When_the_server_ends_the_session_everybody_learns_it()
    {
        await Connect();
        await Done(_client.SendAsync(Text("here I am")));
        Task receiving = _client.ReceiveAsync();
        Task sending = _client.SendAsync(Text("too late"));
        _server.Terminate(TheSession());
        _network.Deliver();

        (await Failure<SessionEndedException>(receiving))!.Why.Should().Be(TransitionReason.ExplicitTermination);
        await Failure<SessionEndedException>(_client.AttachAsync(_network.Open(Addresses.PhoneMoved)));
        await Failure<Exception>(sending);
    }

    [Fact]
    public async Task Disposal_ends_the_session_on_both_sides_and_every_wait()
    {
        await Connect();
        await Done(_client.SendAsync(Text("here I am")));
        Task receiving = _client.ReceiveAsync();
        await _client.DisposeAsync();
        _network.Deliver();

        await Failure<ObjectDisposedException>(receiving);
        await Failure<ObjectDisposedException>(_client.SendAsync(Text("x")));
        _server.Core.SessionCount.Should().Be(0);
        await _client.DisposeAsync();
    }

    [Fact]
    public async Task What_waits_while_there_is_no_channel_is_sent_after_the_attach()
    {
        await Connect();
        await _phone.DisposeAsync();
        Task sending = _client.SendAsync(Text("x"));
        _network.Deliver();
        sending.IsCompleted.Should().BeFalse();
        _client.State.Should().Be(SessionState.Reattaching);

        await Done(_client.AttachAsync(_network.Open(Addresses.PhoneMoved)));
        await Done(sending);
    }

    private async Task Connect() => await Done(_client.ConnectAsync());

    private SessionId TheSession() => _client.SessionId!.Value;

    private void Push(string text) => _server.TrySend(TheSession(), Encoding.UTF8.GetBytes(text), out _).Should().BeTrue();

    /// <summary>Delivers until it is done: nothing here waits for a clock.</summary>
    private async Task Done(Task task)
    {
        _network.Deliver();
        await task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private async Task<T> Done<T>(Task<T> task)
    {
        await Done((Task)task);
        return await task;
    }

    private static async Task<T?> Failure<T>(Task task)
        where T : Exception =>
        (await FluentActions.Awaiting(() => task.WaitAsync(TimeSpan.FromSeconds(30))).Should().ThrowAsync<T>()).Which;

    private static async Task Started(Func<Task> start) => await start();

    private static ReadOnlyMemory<byte> Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string Read(ReadOnlyMemory<byte> message) => Encoding.UTF8.GetString(message.Span);
}
