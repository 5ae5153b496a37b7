namespace JumpingVpn.Exploration.Faults;

/// <summary>The faults of one run, in the order in which they are set.</summary>
public sealed class FaultPlan
{
    /// <summary>Creates a plan.</summary>
    /// <param name="faults">The faults; those of one step keep their order.</param>
    public FaultPlan(IEnumerable<Fault> faults) => Faults = [.. faults.OrderBy(static fault => fault.BeforeStep)];

    /// <summary>No fault.</summary>
    public static FaultPlan Empty { get; } = new([]);

    /// <summary>The faults, by the steps before which they are set.</summary>
    public IReadOnlyList<Fault> Faults { get; }
}
