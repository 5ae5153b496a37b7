using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Protocol.Tests.Policy;

public sealed class PolicyOverridesTests
{
    [Fact]
    public void A_name_of_one_side_sets_that_side()
    {
        PolicyOverrides overrides = Add(PolicyOverrides.None, "switch-cooldown", "1.5 s");

        overrides.ApplyTo(new ServerOptions()).SwitchCooldown.Should().Be(TimeSpan.FromSeconds(1.5));
        ClientOptions client = new();
        overrides.ApplyTo(client).Should().Be(client);
    }

    [Fact]
    public void A_name_of_both_sides_sets_both_and_a_side_before_it_one()
    {
        PolicyOverrides both = Add(PolicyOverrides.None, "maximum-lifetime", "2min");
        PolicyOverrides one = Add(both, "client.maximum-lifetime", "off");

        both.ApplyTo(new ServerOptions()).MaximumLifetime.Should().Be(TimeSpan.FromMinutes(2));
        both.ApplyTo(new ClientOptions()).MaximumLifetime.Should().Be(TimeSpan.FromMinutes(2));
        one.ApplyTo(new ServerOptions()).MaximumLifetime.Should().Be(TimeSpan.FromMinutes(2));
        one.ApplyTo(new ClientOptions()).MaximumLifetime.Should().BeNull();
    }

    [Fact]
    public void Every_kind_of_value_is_read()
    {
        PolicyOverrides overrides = Add(PolicyOverrides.None, "retry-policy", "always");
        overrides = Add(overrides, "path-validation", "on");
        overrides = Add(overrides, "retry-session-share", "12.5 %");
        overrides = Add(overrides, "source-burst", "7");
        ServerOptions options = overrides.ApplyTo(new ServerOptions());

        (options.RetryPolicy, options.PathValidation, options.RetrySessionSharePartsPerMillion, options.SourceBurst)
            .Should()
            .Be((RetryPolicy.Always, true, 125_000, 7));
        overrides.Settings.Should().HaveCount(4);
    }

    [Theory]
    [InlineData(
        "switch-cooldwn",
        "1s",
        "There is no policy setting 'switch-cooldwn'; there are idle-ttl, *, switch-cooldown, *, return-stability."
    )]
    [InlineData("server.keepalive-interval", "1s", "There is no policy setting 'server.keepalive-interval'; there are *")]
    [InlineData("switch-cooldown", "fast", "switch-cooldown is 'fast', but it must be a duration from 0ms to 1min.")]
    [InlineData("switch-cooldown", "2min", "switch-cooldown is '2min', but it must be a duration from 0ms to 1min.")]
    [InlineData("switch-cooldown", "-1s", "switch-cooldown is '-1s'*")]
    [InlineData("switch-cooldown", "99999999999999999999999999h", "switch-cooldown is '9*")]
    [InlineData("source-burst", "0", "source-burst is '0', but it must be a whole number from 1 to 1000000.")]
    [InlineData("source-burst", "1.5", "source-burst is '1.5'*")]
    [InlineData("retry-session-share", "50", "retry-session-share is '50', but it must be a share from 0% to 100%.")]
    [InlineData("retry-session-share", "101%", "retry-session-share is '101%'*")]
    [InlineData("retry-session-share", "75%%", "retry-session-share is '75%%'*")]
    [InlineData("retry-session-share", "75  %", "retry-session-share is '75  %'*")]
    [InlineData("retry-session-share", "75% ", "retry-session-share is '75% '*")]
    [InlineData("retry-session-share", "0.00001%", "retry-session-share is '0.00001%'*")]
    [InlineData("retry-session-share", ".5%", "retry-session-share is '.5%'*")]
    [InlineData("source-burst", "+5", "source-burst is '+5'*")]
    [InlineData("source-burst", "5 ", "source-burst is '5 '*")]
    [InlineData("handshake-rate", "+5", "handshake-rate is '+5'*")]
    [InlineData("switch-cooldown", "0.00000001s", "switch-cooldown is '0.00000001s'*")]
    [InlineData("retry-policy", "sometimes", "retry-policy is 'sometimes', but it must be one of never, under-load, always.")]
    [InlineData("path-validation", "yes", "path-validation is 'yes', but it must be off or on.")]
    [InlineData("keepalive-interval", "0s", "keepalive-interval is '0s', but it must be a duration from 10ms to 24h, or off.")]
    [InlineData("idle-ttl", "off", "idle-ttl is 'off', but it must be a duration from 1ms to 24h.")]
    public void What_is_wrong_is_said_in_a_sentence(string name, string value, string error)
    {
        PolicyOverrides.None.TryAdd(name, value, out PolicyOverrides added, out string? said).Should().BeFalse();

        said.Should().Match(error);
        added.Should().BeSameAs(PolicyOverrides.None);
    }

    [Fact]
    public void One_side_does_not_take_what_is_the_others()
    {
        PolicyOverrides.Of(PolicySide.Server).TryAdd("keepalive-interval", "1s", out _, out string? error).Should().BeFalse();
        error.Should().Be("'keepalive-interval' is a setting of the client, not of the server.");

        Add(PolicyOverrides.Of(PolicySide.Client), "idle-ttl", "off").ApplyTo(new ClientOptions()).IdleTtl.Should().BeNull();
    }

    private static PolicyOverrides Add(PolicyOverrides overrides, string name, string value)
    {
        overrides.TryAdd(name, value, out PolicyOverrides added, out string? error).Should().BeTrue(error);
        return added;
    }
}
