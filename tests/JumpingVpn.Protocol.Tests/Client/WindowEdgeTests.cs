namespace JumpingVpn.Protocol.Tests.Client;

/// <summary>The client's windows that no single message shows, to the tick.</summary>
public sealed class WindowEdgeTests
{
    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [Trait("timer", "client.maximum-switches-per-minute")]
    public void A_switch_counts_for_a_minute(int ticks, bool allowed)
    {
        using var bench = ClientBench.OfOurs(ClientBench.Plain with { MaximumSwitchesPerMinute = 1 });
        Reattach(bench);
        bench.Now += TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(ticks);

        bench.Client.Reattach(bench.Now).Should().Be(allowed);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [Trait("timer", "client.reattach-cooldown")]
    public void An_error_causes_the_next_reattach_when_the_cooldown_is_over(int ticks, bool believed)
    {
        using var bench = ClientBench.OfOurs();
        Reattach(bench);
        bench.Send("x");
        bench.Sent();
        bench.Now += bench.Client.Options.ReattachCooldown + TimeSpan.FromTicks(ticks);

        bench.Hear("""{"type":"ERROR","code":"WRONG_TRANSPORT"}""");

        (bench.Client.State == SessionState.Reattaching).Should().Be(believed);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [Trait("timer", "client.volatile-round-trip")]
    public void A_transmission_counts_as_lost_after_four_times_the_volatile_round_trip(int ticks, int judged)
    {
        using var bench = ClientBench.OfOurs(ClientBench.Plain with { LossWindow = TimeSpan.FromMinutes(1) });
        bench.Send("x");
        bench.Now += (4 * bench.Client.Options.VolatileRoundTrip) + TimeSpan.FromTicks(ticks);
        bench.Client.HandleTimeout(bench.Now);

        bench.Client.Health.Samples.Should().Be(judged);
    }

    private static void Reattach(ClientBench bench)
    {
        bench.Client.Reattach(bench.Now).Should().BeTrue();
        bench.Hear(
            $$"""{"type":"REATTACH_ACK","session_id":"{{ClientBench.Id}}","nonce":"{{ClientBench.NonceIn(bench.Sent().Single())}}"}"""
        );
    }
}
