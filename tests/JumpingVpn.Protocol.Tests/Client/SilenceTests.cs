namespace JumpingVpn.Protocol.Tests.Client;

/// <summary>A volatile path recovers by what comes back on it, not by saying nothing.</summary>
public sealed class SilenceTests
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(350);

    [Fact]
    public void A_volatile_path_that_goes_silent_with_something_outstanding_is_no_better()
    {
        using ClientBench bench = Volatile();
        bench.Send("into the void");
        bench.Sent();

        Wait(bench, bench.Client.Options.LossWindow - TimeSpan.FromTicks(1));
        bench.Client.State.Should().Be(SessionState.Volatile);
        Wait(bench, TimeSpan.FromTicks(1));
        bench.Client.State.Should().Be(SessionState.Reattaching, "silence for the loss window is a dead transport");
    }

    [Fact]
    public void An_answer_since_the_last_bad_signal_lets_it_recover()
    {
        using ClientBench bench = Volatile();
        for (int i = 0; i < 60 && bench.Client.State == SessionState.Volatile; i++)
        {
            Exchange(bench, TimeSpan.FromMilliseconds(10));
        }

        bench.Client.State.Should().Be(SessionState.Recovering);
    }

    [Fact]
    public void With_nothing_outstanding_there_is_nothing_to_wait_for()
    {
        using ClientBench bench = Volatile();

        // Until the last open transmission is judged.
        Wait(bench, (4 * bench.Client.Options.VolatileRoundTrip) + bench.Client.Options.StabilityWindow);

        bench.Client.State.Should().Be(SessionState.Recovering);
    }

    private static ClientBench Volatile()
    {
        var bench = ClientBench.OfOurs(new ClientOptions());
        for (int i = 0; i < 60 && bench.Client.State == SessionState.Attached; i++)
        {
            Exchange(bench, RoundTrip);
        }

        bench.Client.State.Should().Be(SessionState.Volatile);
        return bench;
    }

    private static void Exchange(ClientBench bench, TimeSpan roundTrip)
    {
        bench.Send("x");
        bench.Sent();
        Wait(bench, roundTrip);
        bench.HearAck(bench.Client.Counters.Acknowledged + 1);
        Wait(bench, TimeSpan.FromMilliseconds(30));
    }

    private static void Wait(ClientBench bench, TimeSpan time)
    {
        TimeSpan end = bench.Now + time;
        while (bench.Client.NextTimeout <= end)
        {
            bench.Now = bench.Client.NextTimeout!.Value;
            bench.Client.HandleTimeout(bench.Now);
        }

        bench.Now = end;
        bench.Client.HandleTimeout(end);
    }
}
