namespace JumpingVpn.Exploration.Choices;

/// <summary>Goes through all combinations of choices, one for each number: the first choice changes fastest.</summary>
/// <param name="number">Which combination; the first is 0.</param>
public sealed class NumberedChoices(ulong number) : IChoices
{
    private ulong _rest = number;

    /// <summary>Whether the number represents a new combination, and not one that a smaller number has already
    /// given.</summary>
    public bool IsNew => _rest == 0;

    /// <inheritdoc/>
    public int Pick(string who, int alternatives)
    {
        int pick = (int)(_rest % (ulong)alternatives);
        _rest /= (ulong)alternatives;
        return pick;
    }
}
