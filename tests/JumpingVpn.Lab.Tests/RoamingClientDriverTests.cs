using JumpingVpn.Lab.Tests.Samples;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Simulation;

namespace JumpingVpn.Lab.Tests;

/// <summary>A phone with Wi-Fi and LTE on the simulated network.</summary>
public sealed class RoamingClientDriverTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SimulatedNetwork _net = new(seed: 1);
    private readonly SessionServerDriver _server;
    private readonly SimulatedHost _wifi;
    private readonly SimulatedHost _lte;
    private readonly RoamingClientDriver _client;
    private readonly List<SessionState> _states = [];
    private int _opened;

    public RoamingClientDriverTests()
    {
        SimulatedChannel listening = _net.AddHost("gw").OpenChannel(port: 9999);
        _server = new SessionServerDriver(
            new SessionServer(new ServerOptions { IdleTtl = TimeSpan.FromMinutes(10) }, new SeededEntropy(_net, "gw")),
            listening,
            _net.TimeProvider
        );
        _wifi = _net.AddHost("wifi");
        _lte = _net.AddHost("lte");
        _client = new RoamingClientDriver(
            new SessionClient(new ClientOptions(), listening.LocalAddress, new SeededEntropy(_net, "phone")),
            [new PathCandidate("wifi", () => Open(_wifi)), new PathCandidate("lte", () => Open(_lte))],
            _net.TimeProvider,
            sink: new States(_states)
        );
        _client.Session.Connect();
        _net.RunFor(Second);
        State().Should().Be(SessionState.Attached);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public void A_dead_path_is_left_for_the_next_and_returned_to_when_its_penalty_is_over()
    {
        _wifi.Link.IsUp = false;
        Send();
        _net.RunFor(7 * Second);
        (_client.Current, State(), Delivered()).Should().Be(("lte", SessionState.Attached, 1));

        _wifi.Link.IsUp = true;
        _net.RunFor(7 * Second);
        _client.Current.Should().Be("wifi", "the penalty of 5 s and the stability of 3 s are over");
        _net.RunFor(2 * Second);
        State().Should().Be(SessionState.Attached);
        Send();
        _net.RunFor(Second);
        (Delivered(), _server.Core.Counters.Switches).Should().Be((2, 2));
    }

    [Fact]
    public void A_return_that_fails_costs_one_attempt_and_the_next_try_comes_later()
    {
        _wifi.Link.IsUp = false;
        Send();
        _net.RunFor(60 * Second);

        _client.Current.Should().Be("lte");
        State().Should().Be(SessionState.Attached);
        _opened.Should().BeInRange(4, 9, "each failure doubles the penalty");
        _net.RunFor(60 * Second);
        Send();
        _net.RunFor(10 * Second);
        Delivered().Should().Be(2);
    }

    [Fact]
    public void A_path_that_stays_volatile_is_left_for_one_that_promises_more()
    {
        _wifi.Link.SetBoth(new LinkOptions { Loss = Probability.FromPercent(10) });
        for (int i = 0; i < 200; i++)
        {
            Send();
            _net.RunFor(TimeSpan.FromMilliseconds(50));
        }

        _client.Current.Should().Be("lte");
        _states.Should().NotContain(SessionState.Degraded, "10 % is no reason to give a path up, but a better one is a reason to leave it");
        _net.RunFor(5 * Second);
        (Delivered(), State()).Should().Be((200, SessionState.Attached));
    }

    [Fact]
    public void A_volatile_path_is_kept_where_the_other_one_was_no_better()
    {
        _wifi.Link.SetBoth(new LinkOptions { Loss = Probability.FromPercent(10) });
        _lte.Link.SetBoth(new LinkOptions { Loss = Probability.FromPercent(10) });
        for (int i = 0; i < 1200; i++)
        {
            Send();
            _net.RunFor(TimeSpan.FromMilliseconds(50));
        }

        _server.Core.Counters.Switches.Should().BeLessThan(10, "a minute between two equals is no minute of flapping");
        _net.RunFor(5 * Second);
        Delivered().Should().Be(1200);
    }

    [Fact]
    public void The_system_says_that_a_network_went_away_and_came_back()
    {
        _client.SetAvailable("wifi", available: false);
        _net.RunFor(TimeSpan.FromMilliseconds(100));
        (_client.Current, State()).Should().Be(("lte", SessionState.Recovering));

        _client.SetAvailable("wifi", available: true);
        _net.RunFor((3 * Second) - TimeSpan.FromTicks(1));
        _client.Current.Should().Be("lte");
        _net.RunFor(TimeSpan.FromTicks(1));
        _client.Current.Should().Be("wifi", "it was back for the time of stability");
    }

    [Fact]
    public void Without_any_network_the_session_waits_and_takes_the_first_that_comes()
    {
        _client.SetAvailable("lte", available: false);
        _client.SetAvailable("wifi", available: false);
        Send();
        _net.RunFor(60 * Second);
        State().Should().Be(SessionState.Reattaching);

        _client.SetAvailable("wifi", available: true);
        _net.RunFor(2 * Second);
        (_client.Current, State(), Delivered()).Should().Be(("wifi", SessionState.Attached, 1));
    }

    [Fact]
    public void A_name_that_nobody_has_is_a_mistake()
    {
        _client
            .Invoking(client => client.SetAvailable("bluetooth", true))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("There is no candidate \"bluetooth\"; there are \"wifi\", \"lte\".*");
        FluentActions.Invoking(() => new RoamingOptions { PathPenalty = TimeSpan.Zero }.Validate()).Should().Throw<ArgumentException>();
    }

    private SimulatedChannel Open(SimulatedHost on)
    {
        _opened++;
        return on.OpenChannel();
    }

    private SessionState State() => _client.Session.Core.State;

    private long Delivered() => _server.Core.Counters.DataDelivered;

    private sealed class States(List<SessionState> entered) : ISessionEventSink
    {
        public void OnEvent(ISessionEvent e, TimeSpan at)
        {
            if (e is StateChange change)
            {
                entered.Add(change.To);
            }
        }
    }

    private void Send() => _client.Session.TrySend("x"u8, out _).Should().BeTrue();
}
