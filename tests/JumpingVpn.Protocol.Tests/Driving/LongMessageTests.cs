using System.Text;
using FluentAssertions.Specialized;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using Microsoft.Extensions.Time.Testing;

namespace JumpingVpn.Protocol.Tests.Driving;

/// <summary>A message that the path does not carry fails by name, and nothing else does.</summary>
public sealed class LongMessageTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private const int Mtu = 1_200;

    private static readonly string Long = new('x', 2_000);

    private readonly FakeTimeProvider _time = new();
    private readonly MemoryNetwork _net = new();
    private readonly MemoryNetwork.MemoryChannel _served;
    private readonly MemoryNetwork.MemoryChannel _phone;
    private readonly SessionServerDriver _server;
    private readonly ListSink _serverEvents = new();
    private readonly JumpingVpnClient _client;

    public LongMessageTests()
    {
        var hour = TimeSpan.FromHours(1);
        _served = _net.Open(Addresses.Server);
        _phone = _net.Open(Addresses.Phone);
        _server = new SessionServerDriver(
            new SessionServer(new ServerOptions { SwitchCooldown = TimeSpan.Zero, IdleTtl = hour }, new TestEntropy(1)),
            _served,
            _time,
            _serverEvents
        );
        _client = new JumpingVpnClient(_phone, Addresses.Server, _time, new TestEntropy(2));
    }

    public async Task InitializeAsync()
    {
        Task connected = _client.ConnectAsync();
        Run(TimeSpan.FromSeconds(1));
        await connected.WaitAsync(Limit);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Where_the_channel_says_so_it_fails_at_once()
    {
        _phone.Refuses = static length => length > Mtu ? SendResult.TooLarge : null;

        Task failing = Send(Long);
        Task other = Send("short");

        ExceptionAssertions<MessageFailedException> thrown = await failing
            .Invoking(async task => await task.WaitAsync(Limit))
            .Should()
            .ThrowAsync<MessageFailedException>();
        MessageFailedException failure = thrown.Which;
        (failure.Sequence, failure.Reason).Should().Be((1, ReasonCode.TooLarge));
        Run(TimeSpan.FromSeconds(1));
        await other.WaitAsync(Limit);
        (_client.State, _server.Core.Counters.Switches).Should().Be((SessionState.Attached, 0));
    }

    [Fact]
    public async Task Where_nobody_says_so_it_fails_in_time_and_costs_no_switch()
    {
        _phone.Loses = static length => length > Mtu;

        Task failing = Send(Long);
        Run(TimeSpan.FromSeconds(40));

        await failing.Invoking(async task => await task.WaitAsync(Limit)).Should().ThrowAsync<MessageFailedException>();
        _server.Core.Counters.Switches.Should().Be(0, "the path has answered all that was short");
        Task other = Send("short");
        Run(TimeSpan.FromSeconds(1));
        await other.WaitAsync(Limit);
    }

    [Fact]
    public async Task It_never_stops_the_others()
    {
        _phone.Loses = static length => length > Mtu;

        List<Task> failing = [.. Enumerable.Range(0, 40).Select(_ => Send(Long))];
        List<Task> others = [.. Enumerable.Range(0, 400).Select(_ => Send("short"))];
        Run(TimeSpan.FromMinutes(2));

        await Task.WhenAll(others).WaitAsync(Limit);
        await Task.WhenAll(failing).Invoking(async all => await all.WaitAsync(Limit)).Should().ThrowAsync<MessageFailedException>();
        failing.Should().OnlyContain(task => task.IsFaulted);
        _client.State.Should().Be(SessionState.Attached);
    }

    [Fact]
    public async Task A_long_message_on_a_path_that_is_dead_for_a_while_is_not_given_up()
    {
        _phone.Loses = static _ => true;
        Task late = Send(Long);
        Run(TimeSpan.FromMinutes(1));
        _phone.Loses = static _ => false;
        Run(TimeSpan.FromSeconds(5));

        await late.WaitAsync(Limit); // nothing was answered meanwhile, so nothing spoke against its length
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_servers_own_fails_alike(bool isTold)
    {
        Run(TimeSpan.FromSeconds(1));
        Task confirmed = Send("hello");
        Run(TimeSpan.FromSeconds(1));
        await confirmed.WaitAsync(Limit);
        _served.Refuses = length => isTold && length > Mtu ? SendResult.TooLarge : null;
        _served.Loses = static length => length > Mtu;

        SessionId id = _client.SessionId!.Value;
        _server.TrySend(id, Encoding.UTF8.GetBytes("first"), out _).Should().BeTrue();
        Run(TimeSpan.FromSeconds(1));
        _server.TrySend(id, Encoding.UTF8.GetBytes(Long), out long sequence).Should().BeTrue();
        for (int i = 0; i < 60; i++)
        {
            _server.TrySend(id, "short"u8, out _).Should().BeTrue();
            _ = Send("still there");
            Run(TimeSpan.FromSeconds(1));
        }

        _serverEvents.Events.OfType<DataFailed>().Should().Equal(new DataFailed(id, sequence, ReasonCode.TooLarge));
        _serverEvents.Events.Count(e => e is DownlinkRoundtrip).Should().Be(61);
    }

    private Task Send(string text) => _client.SendAsync(Encoding.UTF8.GetBytes(text));

    private void Run(TimeSpan duration)
    {
        var step = TimeSpan.FromMilliseconds(20);
        _net.Deliver();
        for (TimeSpan passed = default; passed < duration; passed += step)
        {
            _time.Advance(step);
            _net.Deliver();
        }
    }
}
