using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Invariants;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Tests.Invariants;

public sealed class NoMemoryForStrangersTests
{
    private static readonly TransportAddress Home = TransportAddress.FromIPv4(10, 0, 0, 1, 1000);

    private readonly NoMemoryForStrangers _invariant;
    private ServerMemory _memory = new()
    {
        Sessions = 1,
        Nonces = 1,
        Handshakes = 1,
        Sources = 4_096,
        Reports = 256,
    };

    public NoMemoryForStrangersTests()
    {
        _invariant = new NoMemoryForStrangers(() => [("gw", _memory)]);
        Story.Judge(_invariant, new SessionCreated(Story.Id, Home), new TransportSwitch(Story.Id, Home, Home, 2)).Should().BeNull();
    }

    public static TheoryData<ServerMemory, string> Excesses() =>
        new()
        {
            {
                new ServerMemory { Sessions = 2 },
                "2 sessions, but 1 were made"
            },
            {
                new ServerMemory { Nonces = 2 },
                "2 nonces of 1 switches"
            },
            {
                new ServerMemory { Tombstones = 1 },
                "1 ended sessions, but 0 have ended"
            },
            {
                new ServerMemory { Handshakes = 2 },
                "2 handshakes of 1 sessions"
            },
            {
                new ServerMemory { Downlinks = 2 },
                "messages for 2 sessions"
            },
            {
                new ServerMemory { Sources = 4_097 },
                "4097 sources"
            },
            {
                new ServerMemory { Reports = 257 },
                "257 sources"
            },
        };

    [Theory]
    [MemberData(nameof(Excesses))]
    public void What_there_is_no_reason_to_remember_is_seen(ServerMemory memory, string excess)
    {
        _memory = memory;

        _invariant.JudgeRest().Should().Contain(excess);
    }

    [Fact]
    public void What_sessions_and_the_limiter_take_is_as_it_should_be() => _invariant.JudgeRest().Should().BeNull();

    [Fact]
    public void The_nonces_of_a_session_go_with_it()
    {
        Story.Judge(_invariant, new SessionExpired(Story.Id, Home, TimeSpan.Zero, 1));
        _memory = new ServerMemory { Tombstones = 1, Nonces = 1 };

        _invariant.JudgeRest().Should().Contain("1 nonces of 0 switches");
    }
}
