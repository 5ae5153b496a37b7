using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using Microsoft.Extensions.Time.Testing;

namespace JumpingVpn.Protocol.Tests.Driving;

/// <summary>What each command of a driver does at once, what it answers, and that there is nothing to command after the disposal.</summary>
public sealed class DriverCommandTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryNetwork _network = new();
    private readonly ListSink _serverEvents = new();
    private readonly ListSink _clientEvents = new();
    private readonly MemoryNetwork.MemoryChannel _served;
    private readonly MemoryNetwork.MemoryChannel _phone;
    private readonly SessionServerDriver _server;
    private readonly SessionClientDriver _client;

    public DriverCommandTests()
    {
        _served = _network.Open(Addresses.Server);
        _phone = _network.Open(Addresses.Phone);
        _server = new SessionServerDriver(new SessionServer(new ServerOptions(), new TestEntropy(1)), _served, _time, _serverEvents);
        _client = new SessionClientDriver(
            new SessionClient(new ClientOptions { KeepaliveInterval = TimeSpan.FromSeconds(10) }, Addresses.Server, new TestEntropy(2)),
            _phone,
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
    public void Before_there_is_a_session_there_is_none_to_prove_and_a_message_waits()
    {
        _client.Reattach().Should().BeFalse();
        _client.TrySend("early"u8, out long sequence).Should().BeTrue();
        sequence.Should().Be(1);
        _network.TakeAll().Should().BeEmpty();

        Connect();

        _serverEvents.Payloads.Should().Equal("early");
    }

    [Fact]
    public void A_session_is_proven_again_from_the_same_channel_and_ended_once()
    {
        Connect();

        _client.Reattach().Should().BeTrue();
        _network.TakeAll().Should().ContainSingle("the request is sent at once");
        _client.Terminate().Should().BeTrue();
        _network.TakeAll().Should().ContainSingle("and so is the end");
        _client.Terminate().Should().BeFalse();
        _client.TrySend("late"u8, out long sequence).Should().BeFalse();

        (sequence, _client.Inspect(static core => core.State)).Should().Be((0, SessionState.Terminated));
        _clientEvents.Heard.Should().Contain(SessionEventKind.SessionTerminated, "it was told before the command returned");
    }

    [Fact]
    public void The_server_sends_to_and_ends_a_session_that_it_has_and_no_other()
    {
        ConnectAndTalk();
        SessionId id = _client.Core.SessionId!.Value;
        var other = new SessionId(12);

        _server.TrySend(other, "x"u8, out long sequence).Should().BeFalse();
        sequence.Should().Be(0);
        _server.TrySend(id, "x"u8, out sequence).Should().BeTrue();
        sequence.Should().Be(1);
        _network.TakeAll().Should().ContainSingle();
        _server.Terminate(other).Should().BeFalse();
        _server.Terminate(id).Should().BeTrue();
        _network.TakeAll().Should().ContainSingle("the client is told at once");
        _server.Terminate(id).Should().BeFalse();
        _server.Inspect(static core => core.SessionCount).Should().Be(0);
    }

    [Fact]
    public void A_server_that_drains_makes_no_session_and_keeps_those_that_it_has()
    {
        Connect();
        _server.BeginDrain();
        var late = new SessionClientDriver(
            new SessionClient(new ClientOptions(), Addresses.Server, new TestEntropy(3)),
            _network.Open(Addresses.PhoneOnLte),
            _time
        );
        late.Connect();
        _client.TrySend("still here"u8, out _);
        _network.Deliver();

        late.Core.State.Should().Be(SessionState.Birth);
        _server.Core.SessionCount.Should().Be(1);
        _serverEvents.Payloads.Should().Equal("still here");
    }

    [Fact]
    public void Keepalives_are_ended_and_begun_by_a_word()
    {
        Connect();
        _client.KeepsAlive.Should().BeTrue();
        _client.KeepsAlive = false;
        _time.Advance(TimeSpan.FromSeconds(15));
        _network.TakeAll().Should().BeEmpty();

        _client.KeepsAlive = true;
        _client.KeepsAlive.Should().BeTrue();
        _time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        _network.TakeAll().Should().BeEmpty();
        _time.Advance(TimeSpan.FromTicks(1));

        _network.TakeAll().Should().ContainSingle("the timer was armed when it was said");
    }

    [Fact]
    public void What_a_channel_does_not_take_is_counted()
    {
        ConnectAndTalk();
        _phone.Refuses = static _ => SendResult.QueueFull;
        _client.TrySend("x"u8, out _);
        _served.Refuses = static _ => SendResult.QueueFull;
        _server.TrySend(_client.Core.SessionId!.Value, "x"u8, out _);

        (_client.SendFailures, _server.SendFailures).Should().Be((1, 1));
    }

    [Fact]
    public void Protocol_time_begins_with_the_driver_and_its_address_is_that_of_its_channel()
    {
        _time.Advance(TimeSpan.FromSeconds(7));

        (_client.Now, _server.Now).Should().Be((TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7)));
        (_client.LocalAddress, _server.LocalAddress).Should().Be((Addresses.Phone, Addresses.Server));
    }

    [Fact]
    public async Task A_disposed_client_driver_refuses_every_command()
    {
        Connect();
        await _client.DisposeAsync();

        Action[] commands =
        [
            _client.Connect,
            () => _client.TrySend("x"u8, out _),
            _client.TransportLost,
            _client.NetworkChanged,
            () => _client.Reattach(),
            () => _client.Terminate(),
            () => _client.AttachChannel(_network.Open(Addresses.PhoneMoved)),
            () => _client.KeepsAlive = false,
        ];
        commands.Should().AllSatisfy(static command => command.Should().Throw<ObjectDisposedException>());
        _network.TakeAll().Should().BeEmpty();
    }

    [Fact]
    public async Task A_disposed_server_driver_refuses_every_command()
    {
        await _server.DisposeAsync();

        Action[] commands =
        [
            () => _server.TrySend(new SessionId(12), "x"u8, out _),
            () => _server.Terminate(new SessionId(12)),
            _server.BeginDrain,
            () => _server.ChangeLimits(new ServerOptions()),
            () => _server.ReplaceKeys(ReadOnlyMemory<byte>.Empty, []),
        ];
        commands.Should().AllSatisfy(static command => command.Should().Throw<ObjectDisposedException>());
        await FluentActions.Awaiting(() => _server.StopAsync(TimeSpan.Zero)).Should().ThrowAsync<ObjectDisposedException>();
    }

    private void Connect()
    {
        _client.Connect();
        _network.Deliver();
        _client.Core.State.Should().Be(SessionState.Attached);
    }

    /// <summary>The server sends nothing to an address that has not answered it.</summary>
    private void ConnectAndTalk()
    {
        Connect();
        _client.TrySend("here I am"u8, out _);
        _network.Deliver();
    }
}
