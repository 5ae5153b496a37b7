using Shared = JumpingVpn.Protocol.Policy.DurationText;

namespace JumpingVpn.Cli.Arguments;

/// <summary>Durations as a person writes them: a number and its unit, such as <c>500ms</c>, <c>30s</c> or <c>1.5 min</c>.</summary>
internal static class DurationArgument
{
    /// <summary>Reads a duration from <paramref name="shortest"/> to <paramref name="longest"/>, exact to one tick (100 ns).</summary>
    public static Parsed<TimeSpan> Parse(string text, TimeSpan shortest, TimeSpan longest)
    {
        if (!Shared.TryParse(text, out TimeSpan duration))
        {
            return Parsed<TimeSpan>.Invalid(
                "write a number and a unit (ms, s, min, h), not finer than 0.0001ms, for example 500ms, 30s or 2min"
            );
        }

        return duration >= shortest && duration <= longest
            ? duration
            : Parsed<TimeSpan>.Invalid($"it must be at least {Shared.Format(shortest)} and at most {Shared.Format(longest)}");
    }
}
