using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>No party gets a side that is set to a mode with keys to do without.</summary>
public sealed class DowngradeTests
{
    public static TheoryData<SessionMode> WithKeys => Modes.WithKeys;

    [Theory]
    [MemberData(nameof(WithKeys))]
    public void A_client_gets_no_session_from_a_server_that_agrees_no_keys(SessionMode mode)
    {
        using var pair = new Pair(new ServerOptions(), Modes.Client(mode));
        pair.Client.Connect(pair.Now);
        pair.Run(TimeSpan.FromSeconds(10));

        pair.Client.State.Should().Be(SessionState.Terminated);
        pair.Client.SessionId.Should().BeNull();
        pair.ClientEventsOf<SecurityEvent>().Should().HaveCount(6).And.OnlyContain(e => e.Violation == ReasonCode.Downgrade);
        pair.ClientEventsOf<SessionTerminated>().Single().Reason.Should().Be(ReasonCode.Downgrade);
    }

    [Theory]
    [MemberData(nameof(WithKeys))]
    public void A_client_in_demo_mode_learns_what_a_server_with_keys_asks_for(SessionMode mode)
    {
        using var pair = new Pair(Modes.Server(mode), new ClientOptions());
        pair.Client.Connect(pair.Now);
        pair.Run(TimeSpan.FromSeconds(10));

        pair.Server.SessionCount.Should().Be(0);
        pair.ClientEventsOf<SessionTerminated>()
            .Single()
            .Should()
            .Match<SessionTerminated>(e => e.Code == RefusalCode.PolicyDeny && e.Reason == ReasonCode.KeyRequired);
    }

    [Fact]
    public void The_modes_with_keys_do_not_pass_for_each_other()
    {
        using var pair = new Pair(Modes.Server(SessionMode.Ephemeral), Modes.Client(SessionMode.Psk));
        pair.Client.Connect(pair.Now);
        pair.Run(TimeSpan.FromSeconds(10));

        pair.ClientEventsOf<SessionTerminated>().Single().Reason.Should().Be(ReasonCode.BadMac);
    }

    [Theory]
    [MemberData(nameof(WithKeys))]
    public void A_client_waits_for_the_true_answer_whatever_comes_before(SessionMode mode)
    {
        using Pair pair = Modes.Pair(mode);
        string? answer = null;
        pair.Drop = (text, toServer) =>
        {
            answer = toServer ? answer : text;
            return !toServer;
        };
        pair.Client.Connect(pair.Now);
        pair.Run(TimeSpan.FromMilliseconds(100));
        pair.Drop = static (_, _) => false;

        foreach (string forged in Forgeries(answer!))
        {
            pair.FromElsewhereToClient(forged, Addresses.Server);
            pair.Client.State.Should().Be(SessionState.Birth, forged);
        }

        pair.FromElsewhereToClient(answer!, Addresses.Server);
        pair.Client.State.Should().Be(SessionState.Attached);
        pair.ClientEventsOf<SecurityEvent>().Should().NotBeEmpty();
        pair.Send("hello");
        pair.Run(TimeSpan.FromSeconds(1));
        pair.Delivered.Should().Equal("hello");
    }

    /// <summary>The answer with one thing changed that the confirmation covers, or taken out.</summary>
    private static IEnumerable<string> Forgeries(string answer)
    {
        foreach (string member in (string[])["nonce", "key", "server_nonce", "mac", "state_version", "session_id"])
        {
            yield return answer.Replace($"\"{member}\"", $"\"{member[..^1]}_\"", StringComparison.Ordinal);
        }

        foreach (string member in (string[])["nonce", "key", "server_nonce", "mac", "session_id"])
        {
            // The last digit: another well-formed value.
            int end = answer.IndexOf('"', answer.IndexOf($"\"{member}\":\"", StringComparison.Ordinal) + member.Length + 4);
            char other = answer[end - 1] == '0' ? '1' : '0';
            yield return answer[..(end - 1)] + other + answer[end..];
        }

        yield return answer.Replace("\"state_version\":1", "\"state_version\":2", StringComparison.Ordinal);
        string key = answer[(answer.IndexOf("\"key\":\"", StringComparison.Ordinal) + 7)..][..64];
        yield return answer.Replace(key, Alike(key), StringComparison.Ordinal);
        yield return answer.Replace(key, new string('0', 64), StringComparison.Ordinal);
    }

    /// <summary>The key with the one bit changed that X25519 does not look at: the same agreed secret, but not what was said.</summary>
    private static string Alike(string key) => key[..62] + Convert.ToHexStringLower([(byte)(Convert.FromHexString(key[62..])[0] ^ 0x80)]);
}
