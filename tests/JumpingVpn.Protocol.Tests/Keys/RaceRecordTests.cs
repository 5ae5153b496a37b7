using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>What a race leaves in the counters, the view and the events, and whom it makes the server speak to.</summary>
public sealed class RaceRecordTests
{
    private static readonly string[] Requests = ["REATTACH_REQUEST"];

    private readonly List<(string Datagram, TransportAddress To)> _sent = [];

    [Fact]
    public void A_session_that_came_back_has_switched_twice_and_is_used_from_then_on()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        _ = new Eavesdropper(pair, Requests, []);
        TimeSpan moved = pair.Now;
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromMilliseconds(100));

        (pair.Session.Switches, pair.Session.StateVersion, pair.Server.Counters.Switches).Should().Be((2, 3, 2));
        pair.ServerEventsOf<TransportSwitch>()
            .Select(e => (e.From, e.To, e.StateVersion))
            .Should()
            .Equal((Addresses.Phone, Eavesdropper.Address, 2), (Eavesdropper.Address, Addresses.PhoneMoved, 3));
        pair.Client.ServerStateVersion.Should().Be(3);
        pair.Session.LastActivity.Should().Be(moved + (3 * pair.Delay), "that is when the answer to the challenge arrived");
        pair.Server.Counters.PathChallenges.Should().Be(2).And.Be(pair.SentByServer.Count(IsChallenge));
        pair.Server.Counters.RefusedTotal.Should().Be(1, "the second of the two requests is told of the race");
        pair.Server.Counters.Refused(RefusalCode.ReplayDetected).Should().Be(1);
    }

    [Fact]
    public void Each_rival_is_challenged_and_told_of_the_race_and_the_bound_address_is_asked_once_in_a_while()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        pair.Drop = static (text, toServer) => toServer && text.Contains("PATH_RESPONSE", StringComparison.Ordinal);
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromMilliseconds(100));
        string request = pair.SentByClient.Last(text => text.Contains("REATTACH_REQUEST", StringComparison.Ordinal));
        pair.Tap = (text, toServer, address) => Note(text, toServer, address);
        TransportAddress[] rivals = [.. Enumerable.Range(1, 3).Select(i => Eavesdropper.Address.WithPort((ushort)i))];
        foreach (TransportAddress rival in rivals)
        {
            pair.Forge(request, toServer: true, rival, TimeSpan.Zero);
            pair.Run(TimeSpan.FromMilliseconds(50));
        }

        Challenged().Should().Equal(rivals[0], Addresses.PhoneMoved, rivals[1], rivals[2]);
        _sent.Where(sent => sent.Datagram.Contains("\"race\"", StringComparison.Ordinal)).Select(sent => sent.To).Should().Equal(rivals);
        pair.Server.Counters.PathChallenges.Should().Be(4);
        pair.ServerEventsOf<SecurityEvent>().Select(e => (e.From, e.Other)).Should().Equal(rivals.Select(r => (r, Addresses.PhoneMoved)));

        pair.Run(TimeSpan.FromMilliseconds(50)); // 200 ms after the bound one was asked
        pair.Forge(request, toServer: true, rivals[0], TimeSpan.Zero);
        pair.Run(TimeSpan.FromMilliseconds(1));

        Challenged().Skip(4).Should().Equal(rivals[0], Addresses.PhoneMoved);
        pair.Session.Binding.Should().Be(Addresses.PhoneMoved);
    }

    [Theory]
    [InlineData(-1, "race")]
    [InlineData(0, "replay")]
    public void Ten_seconds_after_the_switch_the_same_request_is_a_replay(int ticks, string reason)
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        TimeSpan switched = pair.Now + pair.Delay;
        pair.Move(Addresses.PhoneMoved);
        string request = pair.SentByClient[^1];
        pair.Run(TimeSpan.FromSeconds(10) + pair.Delay + TimeSpan.FromTicks(ticks));
        (pair.Now - switched).Should().Be(TimeSpan.FromSeconds(10) + TimeSpan.FromTicks(ticks));

        pair.Forge(request, toServer: true, Eavesdropper.Address, TimeSpan.Zero);
        pair.Run(TimeSpan.Zero);

        pair.SentByServer[^1].Should().Contain("\"REPLAY_DETECTED\"").And.Contain($"\"{reason}\"");
    }

    private IEnumerable<TransportAddress> Challenged() => _sent.Where(sent => IsChallenge(sent.Datagram)).Select(sent => sent.To);

    private void Note(string datagram, bool toServer, TransportAddress to)
    {
        if (!toServer)
        {
            _sent.Add((datagram, to));
        }
    }

    private static bool IsChallenge(string datagram) => datagram.Contains("PATH_CHALLENGE", StringComparison.Ordinal);
}
