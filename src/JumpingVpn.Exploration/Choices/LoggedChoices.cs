namespace JumpingVpn.Exploration.Choices;

/// <summary>Lets others choose and keeps what they chose.</summary>
/// <param name="inner">Who chooses.</param>
public sealed class LoggedChoices(IChoices inner) : IChoices
{
    private readonly List<Choice> _log = [];

    /// <summary>The choices so far, in order.</summary>
    public IReadOnlyList<Choice> Log => _log;

    /// <inheritdoc/>
    public int Pick(string who, int alternatives)
    {
        int pick = inner.Pick(who, alternatives);
        _log.Add(new Choice(who, alternatives, pick));
        return pick;
    }
}
