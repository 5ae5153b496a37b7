namespace JumpingVpn.Protocol.Tests.Client;

/// <summary>What somebody gains who forges the server's address and says all the time that something is wrong.</summary>
public sealed class ForgedErrorTests
{
    private const string UnknownSession = """{"type":"ERROR","code":"UNKNOWN_SESSION"}""";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(600);

    [Fact]
    public void Errors_beyond_the_recovery_window_cost_reattaches_and_not_the_session()
    {
        using var bench = ClientBench.OfOurs(new ClientOptions { MaximumSwitchesPerMinute = 1_000 });
        for (int i = 0; i < 20; i++)
        {
            Believe(bench).Should().BeTrue();
            bench.Now += Pause;
            bench.Client.HandleTimeout(bench.Now);
        }

        bench.Client.State.Should().Be(SessionState.Recovering, "each reattach succeeded, so each recovery has its own window");
    }

    [Fact]
    public void Half_of_the_switches_of_a_minute_are_kept_for_real_moves()
    {
        using var bench = ClientBench.OfOurs(new ClientOptions { MaximumSwitchesPerMinute = 10 });
        TimeSpan first = bench.Now;
        for (int i = 0; i < 12; i++)
        {
            Believe(bench).Should().Be(i < 5);
            bench.Now += Pause;
            bench.Client.HandleTimeout(bench.Now);
        }

        bench.Client.State.Should().Be(SessionState.Attached, "an error that is not believed takes no path away");
        bench.Client.Reattach(bench.Now).Should().BeTrue();
        Answer(bench);
        bench.Client.State.Should().Be(SessionState.Recovering);
        bench.Now = first + TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(3);
        bench.HearAck(bench.Client.Counters.Acknowledged + 1);
        Believe(bench).Should().BeTrue("the first five have left the minute");
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [Trait("timer", "client.maximum-switches-per-minute (errors)")]
    public void The_half_is_counted_to_the_tick(int ticks, bool believed)
    {
        using var bench = ClientBench.OfOurs(new ClientOptions { MaximumSwitchesPerMinute = 1, LossWindow = TimeSpan.FromMinutes(10) });
        TimeSpan at = bench.Now;
        Believe(bench).Should().BeTrue();
        bench.Now = at + TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(ticks);
        bench.Client.HandleTimeout(bench.Now);

        Believe(bench).Should().Be(believed);
    }

    [Fact]
    public void Where_no_switch_is_allowed_a_wish_to_prove_a_working_path_anew_leaves_it_alone()
    {
        using var bench = ClientBench.OfOurs(new ClientOptions { MaximumSwitchesPerMinute = 1 });
        bench.Client.Reattach(bench.Now).Should().BeTrue();
        Answer(bench);

        bench.Client.Reattach(bench.Now, sameTransport: true).Should().BeFalse();
        bench.Client.State.Should().Be(SessionState.Recovering);
        bench.Send("x");
        bench.Sent().Should().ContainSingle().Which.Should().Contain("DATA");

        bench.Client.Reattach(bench.Now).Should().BeFalse("it was the last one of this minute");
        bench.Client.State.Should().Be(SessionState.Degraded, "another transport is not bound, so there is nothing to keep");
    }

    /// <summary>Tells the client under way that its session is unknown; answers the reattach that this causes, if it does.</summary>
    private static bool Believe(ClientBench bench)
    {
        bench.Send("x");
        bench.Sent();
        bench.Hear(UnknownSession);
        if (bench.Client.State != SessionState.Reattaching)
        {
            bench.HearAck(bench.Client.Counters.Acknowledged + 1);
            return false;
        }

        Answer(bench);
        bench.Sent();
        bench.HearAck(bench.Client.Counters.Acknowledged + 1);
        return true;
    }

    private static void Answer(ClientBench bench) =>
        bench.Hear(
            $$"""{"type":"REATTACH_ACK","session_id":"{{ClientBench.Id}}","nonce":"{{ClientBench.NonceIn(bench.Sent().Single())}}"}"""
        );
}
