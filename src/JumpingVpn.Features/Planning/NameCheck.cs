using System.Reflection;
using JumpingVpn.Features.Documents;

namespace JumpingVpn.Features.Planning;

/// <summary>Holds scenarios to their names: each is introduced once, and before it is used.</summary>
internal sealed class NameCheck
{
    private static readonly Declared Nothing = new([], []);

    // What methods say about names, since reflection is slow and there are more steps than methods.
    private readonly Dictionary<MethodInfo, Declared> _declared = [];

    /// <summary>The steps of one scenario in their order, with a problem where a name cannot be.</summary>
    public IReadOnlyList<PlannedStep> Check(IReadOnlyList<PlannedStep> steps)
    {
        var known = new KnownNames([.. steps.SelectMany(step => UsesOf(step, DeclaredBy(step).Slots.Where(static slot => slot.IsNew)))]);
        return [.. steps.Select(step => Check(step, DeclaredBy(step), known))];
    }

    private static PlannedStep Check(PlannedStep step, Declared declared, KnownNames known)
    {
        if (step.Match is null)
        {
            known.Guess(step.Step.Text);
            return step;
        }

        List<ArgumentProblem> problems = [];
        if (known.First(declared.Precedes) is { } early)
        {
            string message = $"this comes too late: the {early.Slot.What} \"{early.FullName}\" was introduced in line {early.Line}";
            problems.Add(new ArgumentProblem(message, step.Step.Line, step.Step.Column));
        }

        foreach (NameUse use in UsesOf(step, declared.Slots))
        {
            if ((use.Slot.IsNew ? known.Introduce(use) : known.Refuse(use)) is { } refusal)
            {
                problems.Add(new ArgumentProblem(refusal, use.Line, use.Column));
            }
        }

        known.Guess(step, declared.Slots);
        return problems.Count == 0 ? step : step.WithMore(problems);
    }

    private static IEnumerable<NameUse> UsesOf(PlannedStep step, IEnumerable<NameSlot> slots) =>
        slots.SelectMany(slot => NameUse.In(slot, step));

    private Declared DeclaredBy(PlannedStep step)
    {
        if (step.Binding?.Method is not { } method)
        {
            return Nothing;
        }

        if (!_declared.TryGetValue(method, out Declared? declared))
        {
            declared = new Declared(NameSlot.Of(method), method.GetCustomAttribute<PrecedesAttribute>()?.Kinds ?? []);
            _declared.Add(method, declared);
        }

        return declared;
    }

    private sealed record Declared(IReadOnlyList<NameSlot> Slots, IReadOnlyList<string> Precedes);
}
