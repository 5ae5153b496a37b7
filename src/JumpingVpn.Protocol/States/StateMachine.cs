namespace JumpingVpn.Protocol.States;

/// <summary>One side's state and its version. Only the transition table moves it, and each move raises the version by one.</summary>
internal struct StateMachine
{
    /// <summary>The present state; <see cref="SessionState.Birth"/> at first.</summary>
    public SessionState State { get; private set; }

    /// <summary>How many changes there were.</summary>
    public long Version { get; private set; }

    /// <summary>Moves along the table; where it has no such row, nothing changes and the answer is false.</summary>
    public bool TryFire(SessionTrigger trigger, out Transition transition)
    {
        if (!TransitionTable.TryFind(State, trigger, out transition))
        {
            return false;
        }

        State = transition.To;
        Version++;
        return true;
    }

    /// <summary>Counts a change of the binding that leaves the state as it is: the server's side of a switch.</summary>
    public void CountSwitch() => Version++;
}
