using System.Globalization;

namespace JumpingVpn.Exploration.Choices;

/// <summary>Chooses as was chosen before.</summary>
/// <param name="log">What was chosen.</param>
public sealed class RepeatedChoices(IReadOnlyList<Choice> log) : IChoices
{
    /// <summary>How many choices were repeated.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="DivergenceException">Something else was to be chosen then.</exception>
    public int Pick(string who, int alternatives)
    {
        Choice? then = Count < log.Count ? log[Count] : null;
        if (then is not { } choice || choice.Who != who || choice.Alternatives != alternatives)
        {
            throw new DivergenceException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"choice {Count + 1} is a different one: the log has {Words(then)}, now it is {who}, one of {alternatives}"
                )
            );
        }

        Count++;
        return choice.Pick;
    }

    private static string Words(Choice? choice) =>
        choice is { } it ? string.Create(CultureInfo.InvariantCulture, $"{it.Who}, number {it.Pick + 1} of {it.Alternatives}") : "none";
}
