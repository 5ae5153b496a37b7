namespace JumpingVpn.Exploration.Strategies;

/// <summary>Which strategies take turns, number by number.</summary>
public sealed class StrategyMix
{
    private readonly IStrategy[] _turns;

    private StrategyMix(string name, params IStrategy[] turns)
    {
        Name = name;
        _turns = turns;
    }

    /// <summary>All there are, the default first.</summary>
    public static IReadOnlyList<StrategyMix> All { get; } =
    [
        new("mix", new SwarmStrategy(), new ExhaustiveStrategy(1), new GuidedStrategy(), new BoundaryStrategy()),
        new("swarm", new SwarmStrategy()),
        new("guided", new GuidedStrategy()),
        new("boundary", new BoundaryStrategy()),
        new("exhaustive-1", new ExhaustiveStrategy(1)),
        new("exhaustive-2", new ExhaustiveStrategy(2)),
    ];

    /// <summary>Its name on the command line.</summary>
    public string Name { get; }

    /// <summary>Whether each number strikes one place, so that what becomes of each can be shown.</summary>
    public bool HasPlaces => _turns is [BoundaryStrategy];

    /// <summary>Whose turn a number is, and which number it is for that strategy.</summary>
    /// <param name="number">The first is 0.</param>
    public (IStrategy Strategy, ulong Number) TurnOf(ulong number)
    {
        ulong turns = (ulong)_turns.Length;
        IStrategy strategy = _turns[number % turns];
        ulong own = number / turns;
        return strategy is SwarmStrategy or GuidedStrategy ? (strategy, number) : (strategy, own);
    }
}
