namespace JumpingVpn.Protocol.Tests.Client;

/// <summary>Unauthenticated errors in demo mode, as often as a forger likes: they cost attempts to reattach, and no
/// session.</summary>
public sealed class ForgedErrorStreamTests
{
    [Theory]
    [InlineData("UNKNOWN_SESSION", "")]
    [InlineData("WRONG_TRANSPORT", "")]
    [InlineData("UNKNOWN_SESSION", ",\"reason\":\"session_terminated\"")]
    [InlineData("WRONG_TRANSPORT", ",\"reason\":\"race\"")]
    public void A_stream_of_bare_errors_ends_no_session_stalls_none_and_leaves_half_of_the_switches(string code, string more)
    {
        using var pair = new Pair();
        pair.Connect();
        string forged = $$"""{"type":"ERROR","code":"{{code}}"{{more}}}""";
        TimeSpan longest = TimeSpan.Zero;
        for (int i = 1; i <= 120; i++)
        {
            pair.Send($"{i}");
            TimeSpan sent = pair.Now;
            for (int j = 0; j < 10; j++)
            {
                pair.FromElsewhereToClient(forged, Addresses.Server);
                pair.Run(TimeSpan.FromMilliseconds(100));
                longest = pair.Delivered.Count < i && pair.Now - sent > longest ? pair.Now - sent : longest;
            }
        }

        pair.Run(TimeSpan.FromSeconds(2));
        pair.Client.State.Should().Be(SessionState.Attached);
        pair.Delivered.Should().HaveCount(120).And.OnlyHaveUniqueItems();
        longest.Should().BeLessThan(TimeSpan.FromSeconds(1), "each attempt takes a round trip");
        pair.Client.Counters.ReattachesStarted.Should()
            .BePositive("they are hints")
            .And.BeLessThanOrEqualTo(3 * 5, "half of ten in each of the minutes");
    }
}
