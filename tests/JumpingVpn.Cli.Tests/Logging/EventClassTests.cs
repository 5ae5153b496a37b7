using System.Runtime.CompilerServices;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Logging;

/// <summary>Each kind of event has a level and a room.</summary>
public sealed class EventClassTests
{
    private static readonly TimeSpan IdleTtl = TimeSpan.FromSeconds(30);

    private static readonly (string Its, string Kinds)[] Judgements =
    [
        (
            "Information Lifecycle",
            "ServerStart ServerStop ServerDrain ServerReload SettingChanged EndpointOpened ClientStart SessionEstablished ClientDone "
                + "ClientSummary ForwardStart ForwardStop"
        ),
        ("Information Switch", "TransportSwitch SimulateTransportDeath NewTransportCreated ReattachResult"),
        ("Information Handshake", "SessionCreated SessionExpired SessionTerminated StateChange"),
        ("Error Security", "SecurityEvent"),
        (
            "Warning Refusal",
            "DataRejected MessageRejected ReattachRejected UnknownMessage RateLimited PolicyEvent DatagramsLost TargetRefused"
        ),
        ("Warning Data", "DataFailed"),
        ("Debug Data", "DataAccepted DataRoundtrip DownlinkAccepted DownlinkRoundtrip KeepaliveAccepted"),
    ];

    /// <summary>One of each type, with nothing in it: the core's and the demonstration's.</summary>
    private static readonly IAuditEvent[] All =
    [
        .. new[] { typeof(ISessionEvent), typeof(EventClass) }
            .SelectMany(type => type.Assembly.GetTypes())
            .Where(type => type is { IsInterface: false } && type.IsAssignableTo(typeof(IAuditEvent)))
            .Select(type => (IAuditEvent)RuntimeHelpers.GetUninitializedObject(type)),
    ];

    /// <summary>A new kind has to be judged here, before it falls into a room by chance.</summary>
    [Fact]
    public void Every_kind_has_a_level_and_a_room()
    {
        IEnumerable<(string kind, string Its)> expected = Judgements.SelectMany(
            judgement => judgement.Kinds.Split(' '),
            (judgement, kind) => (kind, judgement.Its)
        );

        All.Select(e => (e.Name, Judge(e))).Should().BeEquivalentTo(expected);
    }

    [Theory]
    [InlineData("error", "Error")]
    [InlineData("warning", "Warning")]
    [InlineData("info", "Information")]
    [InlineData("debug", "Debug")]
    public void The_page_lists_the_kinds_of_each_level(string row, string level)
    {
        string line = File.ReadLines(RepositoryFiles.PathOf("docs", "record.md"))
            .Single(text => text.StartsWith($"| `{row}` |", StringComparison.Ordinal));
        string[] listed = [.. line.Split('`').Where(word => All.Any(e => e.Name == word))];

        listed.Should().BeEquivalentTo(All.Where(e => Judge(e).StartsWith(level, StringComparison.Ordinal)).Select(e => e.Name));
    }

    /// <summary>An unused session is as old as the idle time to live when it expires, to the tick.</summary>
    [Theory]
    [InlineData(-1, 0, "Handshake")]
    [InlineData(0, 0, "Handshake")]
    [InlineData(1, 0, "Lifecycle")]
    [InlineData(0, 1, "Lifecycle")]
    public void A_session_that_ends_soon_and_where_it_began_shares_the_room_of_handshakes(int ticks, int switches, string room)
    {
        TimeSpan age = IdleTtl + TimeSpan.FromTicks(ticks);
        IAuditEvent[] ends =
        [
            new SessionExpired(new SessionId(1), default, age, switches),
            new SessionTerminated(
                new SessionId(1),
                age,
                switches,
                TransitionReason.ExplicitTermination,
                RefusalCode.None,
                ReasonCode.SessionTerminated
            ),
        ];

        ends.Select(end => EventClass.Of(end, IdleTtl).Room.ToString()).Should().AllBe(room);
    }

    [Theory]
    [InlineData(SessionState.Birth, SessionState.Attached, "Handshake")]
    [InlineData(SessionState.Attached, SessionState.Volatile, "Lifecycle")]
    [InlineData(SessionState.Degraded, SessionState.Reattaching, "Lifecycle")]
    [InlineData(SessionState.Attached, SessionState.Terminated, "Handshake")]
    public void Changes_of_state_that_another_event_tells_share_the_room_of_handshakes(SessionState from, SessionState to, string room)
    {
        Transition change = new(from, default, to, TransitionReason.VolatilitySignal);

        EventClass.Of(new StateChange(null, change, 1, RefusalCode.None), IdleTtl).Room.ToString().Should().Be(room);
    }

    private static string Judge(IAuditEvent e)
    {
        var its = EventClass.Of(e, IdleTtl);
        return $"{its.Level} {its.Room}";
    }
}
