using System.Globalization;
using System.Reflection;

namespace JumpingVpn.Features.Planning;

/// <summary>When each step of a scenario begins, as far as the text alone says.</summary>
public static class Timeline
{
    /// <summary>Adds up what the steps name (<see cref="TakesAttribute"/>).</summary>
    /// <param name="planned">A scenario that can be run.</param>
    /// <returns>Each step with its time, e.g. <c>30.5 s</c>; with a <c>≥</c> before it once a step has waited for something.</returns>
    public static IEnumerable<(PlannedStep Step, string At)> Of(PlannedScenario planned)
    {
        ArgumentNullException.ThrowIfNull(planned);
        TimeSpan now = TimeSpan.Zero;
        bool open = false;
        foreach (PlannedStep step in planned.Steps)
        {
            yield return (step, (open ? "≥ " : string.Empty) + Text(now));
            ParameterInfo[] parameters = step.Binding?.Method.GetParameters() ?? [];
            for (int i = 0; i < parameters.Length; i++)
            {
                if (parameters[i].IsDefined(typeof(TakesAttribute)) && step.Arguments[i] is TimeSpan time)
                {
                    now = time > TimeSpan.MaxValue - now ? TimeSpan.MaxValue : now + time;
                }
            }

            open |= step.Binding?.Method.IsDefined(typeof(WaitsAttribute)) ?? false;
        }
    }

    private static string Text(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.Ticks / (decimal)TimeSpan.TicksPerSecond:0.#######} s");
}
