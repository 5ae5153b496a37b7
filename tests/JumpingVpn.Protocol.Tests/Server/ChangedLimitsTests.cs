using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Protocol.Tests.Server;

/// <summary>Limits that change while sessions live.</summary>
public sealed class ChangedLimitsTests : IDisposable
{
    private readonly ServerBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_shorter_idle_time_ends_the_sessions_that_are_over_it_and_a_longer_one_keeps_them()
    {
        SessionId id = _bench.Handshake();
        _bench.Server.ChangeLimits(new ServerOptions { IdleTtl = TimeSpan.FromMinutes(5) });
        _bench.Now += TimeSpan.FromMinutes(4);
        _bench.Data(id, 1).Should().Contain("DATA_ACK");

        _bench.Server.ChangeLimits(new ServerOptions { IdleTtl = TimeSpan.FromSeconds(1) });
        _bench.Now += TimeSpan.FromSeconds(1);
        _bench.Server.NextTimeout.Should().BeLessThanOrEqualTo(_bench.Now);
        _bench.Tick();

        _bench.Server.SessionCount.Should().Be(0);
    }

    [Fact]
    public void Fewer_sessions_refuse_new_ones_and_end_none()
    {
        SessionId id = _bench.Handshake();
        _bench.Server.ChangeLimits(new ServerOptions { MaximumSessions = 1 });

        _bench.Ask("""{"type":"HANDSHAKE_INIT"}""", Addresses.PhoneMoved).Should().Contain("SERVER_FULL");
        _bench.Data(id, 1).Should().Contain("DATA_ACK");
        _bench.Server.ChangeLimits(new ServerOptions { MaximumSessions = 2 });
        _bench.Ask("""{"type":"HANDSHAKE_INIT"}""", Addresses.PhoneMoved).Should().Contain("HANDSHAKE_ACK");
    }

    [Fact]
    public void The_cooldown_path_validation_and_the_shares_of_sources_change()
    {
        SessionId id = _bench.Handshake();
        _bench.Server.ChangeLimits(new ServerOptions { SwitchCooldown = TimeSpan.Zero });
        _bench.Reattach(id, "0011223344556677").Should().Contain("REATTACH_ACK");
        _bench.Reattach(id, "0011223344556688", Addresses.Phone).Should().Contain("REATTACH_ACK");

        _bench.Server.ChangeLimits(new ServerOptions { SwitchCooldown = TimeSpan.Zero, PathValidation = true });
        _bench.Reattach(id, "0011223344556699").Should().Contain("PATH_CHALLENGE");

        _bench.Server.ChangeLimits(new ServerOptions { SourceBurst = 1, SourceRate = 1 });
        _bench.Now += TimeSpan.FromMinutes(1);
        _bench.Handshake();
        _bench.Ask("""{"type":"HANDSHAKE_INIT"}""").Should().Contain("RATE_LIMITED");
    }

    [Fact]
    public void What_cannot_change_is_named_and_stays()
    {
        IReadOnlyList<PolicyChange> changes = _bench.Server.ChangeLimits(new ServerOptions { MaximumTombstones = 5, MaximumNonces = 7 });

        changes
            .Select(change => (change.Setting.Name, change.From, change.To, change.Setting.IsLive))
            .Should()
            .BeEquivalentTo([("maximum-nonces", "1024", "7", true), ("maximum-tombstones", "16384", "5", false)]);
        (_bench.Server.Options.MaximumNonces, _bench.Server.Options.MaximumTombstones).Should().Be((7, 16_384));
        _bench.Server.ChangeLimits(_bench.Server.Options).Should().BeEmpty();
    }

    [Fact]
    public void What_is_out_of_its_range_changes_nothing()
    {
        Action change = () => _bench.Server.ChangeLimits(new ServerOptions { MaximumNonces = 7, IdleTtl = TimeSpan.Zero });

        change.Should().Throw<ArgumentException>();
        _bench.Server.Options.MaximumNonces.Should().Be(1_024);
    }

    [Fact]
    public void Every_setting_that_may_change_is_a_setting_of_the_server()
    {
        ServerPolicy.Live.Should().OnlyContain(name => ServerPolicy.Settings.Any(setting => setting.Name == name));
        PolicySettings.All.Where(setting => setting.Side != PolicySide.Server).Should().OnlyContain(setting => !setting.IsLive);
    }

    [Fact]
    public void Sessions_are_looked_at_from_the_oldest_on()
    {
        SessionId first = _bench.Handshake();
        SessionId second = _bench.Handshake(Addresses.PhoneMoved);

        _bench.Server.GetSessions(atMost: 1).Select(view => view.Id).Should().Equal(first);
        _bench.Server.GetSessions(atMost: 10).Select(view => view.Id).Should().Equal(first, second);
        _bench.Server.GetSessions(atMost: 10)[1].Should().Be(_bench.View(second));
    }
}
