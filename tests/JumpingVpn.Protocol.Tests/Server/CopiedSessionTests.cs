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
