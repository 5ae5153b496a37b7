using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Tests.Keys;

namespace JumpingVpn.Protocol.Tests.Server;

/// <summary>How a session ends that a captured handshake made from a second address, and which of them do not.</summary>
public sealed class CopiedSessionTests : IDisposable
{
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(3);

    private readonly Pair _pair = new(Modes.Server(SessionMode.Psk) with { CopiedHandshakeTtl = Ttl }, Modes.Client(SessionMode.Psk));

    public void Dispose() => _pair.Dispose();

    [Fact]
    public void It_is_gone_at_that_tick_though_no_timer_has_fired()
    {
        SessionId copy = Copy();
        View(copy).ExpiresAt.Should().Be(_pair.Now + Ttl);

        _pair.Server.Terminate(copy, _pair.Now + Ttl).Should().BeFalse("it has ended of itself");

        _pair.Server.TryPollEvent(out _, out _);
        _pair.Server.SessionCount.Should().Be(1);
        _pair.Server.Counters.SessionsExpired.Should().Be(1);
    }

    [Fact]
    public void It_lives_until_then()
    {
        SessionId copy = Copy();

        _pair.Server.Terminate(copy, _pair.Now + Ttl - TimeSpan.FromTicks(1)).Should().BeTrue();
    }

    [Fact]
    public void One_that_was_ended_before_does_not_end_again_nor_hold_up_the_next()
    {
        SessionId first = Copy();
        SessionId second = Copy(2);
        _pair.Server.Terminate(first, _pair.Now).Should().BeTrue();

        _pair.Run(Ttl);

        _pair.ServerEventsOf<SessionExpired>().Should().ContainSingle().Which.SessionId.Should().Be(second);
        _pair.Server.Counters.SessionsExpired.Should().Be(1);
    }

    [Fact]
    public void One_that_the_client_uses_lives_on_and_holds_up_no_other()
    {
        _pair.Client.Connect(_pair.Now);
        string init = Sent();
        _pair.FromElsewhereToServer(init, Addresses.Eve).Should().Contain("HANDSHAKE_ACK");
        _pair.Run(TimeSpan.FromSeconds(1)); // the client's own makes the second session, which is a copy for the server
        _pair.Send("hello");
        _pair.Run(TimeSpan.FromSeconds(1));
        SessionId used = _pair.Client.SessionId!.Value;
        used.Should().NotBe(_pair.ServerEventsOf<SessionCreated>().First().SessionId);

        _pair.Run(TimeSpan.FromSeconds(10));
        _pair.Send("again");
        _pair.Run(TimeSpan.FromSeconds(1));

        _pair.Delivered.Should().Equal("hello", "again");
        _pair.Session.Id.Should().Be(used);
        _pair.ServerEventsOf<SessionExpired>().Should().BeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_1024_handshakes_the_oldest_is_forgotten_unless_one_has_no_session_any_more(bool oneIsGone)
    {
        var options = new ServerOptions { RetryPolicy = RetryPolicy.Never, HandshakeRate = 100_000 };
        using var bench = new ServerBench(
            options with
            {
                Mode = SessionMode.Psk,
                PreSharedKey = Modes.PreSharedKey,
                CopiedHandshakeTtl = Ttl,
                SourceBurst = 10_000,
            }
        );
        string[] inits = [.. Enumerable.Range(0, 1_026).Select(i => Init(bench, (ulong)i))];
        for (int i = 0; i < 1_024; i++)
        {
            SessionId id = Ask(bench, inits[i], Addresses.Phone);
            if (oneIsGone && i == 5)
            {
                bench.Server.Terminate(id, bench.Now).Should().BeTrue();
            }
        }

        Ask(bench, inits[1_024], Addresses.Phone);

        IsKnown(bench, inits[1]).Should().BeTrue();
        IsKnown(bench, inits[0]).Should().Be(oneIsGone);
        Ask(bench, inits[1_025], Addresses.Phone);
        IsKnown(bench, inits[oneIsGone ? 1 : 3]).Should().BeTrue();
        IsKnown(bench, inits[oneIsGone ? 6 : 2]).Should().BeFalse("it is the oldest after the place that was taken last");
        IsKnown(bench, inits[1_024]).Should().BeTrue();
    }

    /// <summary>Whether another session of that handshake counts as a copy.</summary>
    private static bool IsKnown(ServerBench bench, string init) => bench.View(Ask(bench, init, Addresses.Eve)).ExpiresAt == bench.Now + Ttl;

    private static SessionId Ask(ServerBench bench, string init, Datagrams.TransportAddress from)
    {
        string answer = bench.Ask(init, from);
        SessionId.TryParse(answer.Split('"')[7], out SessionId id).Should().BeTrue(answer);
        return id;
    }

    private static string Init(ServerBench bench, ulong seed)
    {
        using var client = new SessionClient(Modes.Client(SessionMode.Psk), Addresses.Server, new TestEntropy(seed + 1_000));
        client.Connect(bench.Now);
        byte[] buffer = new byte[1_500];
        client.TryPollTransmit(buffer, out int length, out _).Should().BeTrue();
        return System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }

    private SessionId Copy(ushort port = 1)
    {
        if (_pair.SentByClient.Count == 0)
        {
            _pair.Client.Connect(_pair.Now);
            _pair.Drop = static (_, _) => true;
            _pair.FromElsewhereToServer(Sent(), Addresses.Phone).Should().Contain("HANDSHAKE_ACK");
        }

        string answer = _pair.FromElsewhereToServer(_pair.SentByClient[0], Addresses.Eve.WithPort(port));
        SessionId.TryParse(answer.Split('"')[7], out SessionId id).Should().BeTrue(answer);
        return id;
    }

    private string Sent()
    {
        _pair.Run(TimeSpan.Zero);
        return _pair.SentByClient[0];
    }

    private SessionView View(SessionId id)
    {
        _pair.Server.TryGetSession(id, out SessionView view).Should().BeTrue();
        return view;
    }
}
