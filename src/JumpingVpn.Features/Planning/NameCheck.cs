using System.Reflection;

namespace JumpingVpn.Features.Planning;

/// <summary>Holds scenarios to their names: each is introduced once, and before it is used. It remembers what methods say about names.</summary>
internal sealed class NameCheck
{
    private readonly Dictionary<MethodInfo, IReadOnlyList<NameSlot>> _slots = [];

    /// <summary>The steps of one scenario in their order, with a problem where a name cannot be.</summary>
    public IReadOnlyList<PlannedStep> Check(IReadOnlyList<PlannedStep> steps)
    {
        var known = new KnownNames([.. steps.SelectMany(step => UsesOf(step, SlotsOf(step).Where(static slot => slot.IsNew)))]);
        return [.. steps.Select(step => Check(step, known))];
    }

    private PlannedStep Check(PlannedStep step, KnownNames known)
    {
        if (step.Match is null)
        {
            known.Guess(step.Step.Text);
            return step;
        }

        List<ArgumentProblem> problems = [];
        if (step.Binding?.Method.GetCustomAttribute<PrecedesAttribute>() is { } precedes && known.First(precedes.Kinds) is { } early)
        {
            var message = $"this comes too late: the {early.Slot.What} \"{early.FullName}\" was introduced in line {early.Line}";
            problems.Add(new ArgumentProblem(message, step.Step.Line, step.Step.Column));
        }

        foreach (var use in UsesOf(step, SlotsOf(step)))
        {
            if ((use.Slot.IsNew ? known.Introduce(use) : known.Refuse(use)) is { } refusal)
            {
                problems.Add(new ArgumentProblem(refusal, use.Line, use.Column));
            }
        }

        known.Guess(step, SlotsOf(step));
        return problems.Count == 0 ? step : step.WithMore(problems);
    }

    private static IEnumerable<NameUse> UsesOf(PlannedStep step, IEnumerable<NameSlot> slots) =>
        slots.SelectMany(slot => NameUse.In(slot, step));

    private IReadOnlyList<NameSlot> SlotsOf(PlannedStep step)
    {
        if (step.Binding?.Method is not { } method)
        {
            return [];
        }

        if (!_slots.TryGetValue(method, out var slots))
        {
            _slots.Add(method, slots = NameSlot.Of(method));
        }

        return slots;
    }
}
