using JumpingVpn.Protocol.States;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Protocol.Tests.States;

public sealed class TransitionTableTests
{
    [Fact]
    public void It_has_no_row_twice_and_none_from_the_end()
    {
        TransitionTable.All.Select(row => (row.From, row.Trigger)).Should().OnlyHaveUniqueItems();
        TransitionTable.All.Should().NotContain(row => row.From == SessionState.Terminated);
        TransitionTable.All.Should().HaveCount(4 + 6 + 6 + 4 + 42);
    }

    [Fact]
    public void Every_state_can_be_reached_and_every_live_one_can_end()
    {
        foreach (SessionState state in Enum.GetValues<SessionState>())
        {
            bool reached = state == SessionState.Birth || TransitionTable.All.Any(row => row.To == state && row.From != state);
            reached.Should().BeTrue($"{state} must be reachable");
            if (state != SessionState.Terminated)
            {
                TransitionTable.TryFind(state, SessionTrigger.ExplicitEnd, out _).Should().BeTrue();
            }
        }
    }

    [Fact]
    public void The_machine_moves_exactly_along_the_table_and_counts_each_move_once()
    {
        foreach (SessionState from in Enum.GetValues<SessionState>())
        {
            foreach (SessionTrigger trigger in Enum.GetValues<SessionTrigger>())
            {
                StateMachine machine = MachineIn(from);
                long version = machine.Version;
                Transition[] rows = [.. TransitionTable.All.Where(row => row.From == from && row.Trigger == trigger)];

                machine.TryFire(trigger, out Transition transition).Should().Be(rows.Length == 1);

                machine.State.Should().Be(rows.Length == 1 ? rows[0].To : from);
                machine.Version.Should().Be(version + rows.Length);
                transition.Should().Be(rows.Length == 1 ? rows[0] : default);
            }
        }
    }

    [Fact]
    public void The_StateMachine_page_is_written_from_the_table()
    {
        Pages.Expect("state-machine.md", StateMachinePage.Write());
    }

    private static StateMachine MachineIn(SessionState state)
    {
        SessionTrigger[] path = state switch
        {
            SessionState.Birth => [],
            SessionState.Attached => [SessionTrigger.HandshakeAccepted],
            SessionState.Volatile => [SessionTrigger.HandshakeAccepted, SessionTrigger.QualityLost],
            SessionState.Degraded => [SessionTrigger.HandshakeAccepted, SessionTrigger.FlapLimitReached],
            SessionState.Reattaching => [SessionTrigger.HandshakeAccepted, SessionTrigger.TransportDied],
            SessionState.Recovering => [SessionTrigger.HandshakeAccepted, SessionTrigger.TransportDied, SessionTrigger.ReattachAccepted],
            _ => [SessionTrigger.ExplicitEnd],
        };
        var machine = default(StateMachine);
        foreach (SessionTrigger trigger in path)
        {
            machine.TryFire(trigger, out _).Should().BeTrue();
        }

        machine.State.Should().Be(state);
        return machine;
    }
}
