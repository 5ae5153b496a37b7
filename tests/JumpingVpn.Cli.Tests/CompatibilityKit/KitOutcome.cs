namespace JumpingVpn.Cli.Tests.CompatibilityKit;

/// <summary>
/// What became of one run of a scenario, in the words of the kit; docs/compatibility-kit.md says how they are read off our command.
/// </summary>
/// <param name="Name">The scenario.</param>
/// <param name="Status">The worst status of its steps and hooks, or why there is none.</param>
/// <param name="Steps">A status for each step, with a hyphen for what the command does not tell.</param>
internal sealed record KitOutcome(string Name, string Status, IReadOnlyList<string> Steps)
{
    public const string Undefined = "UNDEFINED";
    public const string Ambiguous = "AMBIGUOUS";
    public const string Passed = "PASSED";
    public const string Skipped = "SKIPPED";
    public const string Failed = "FAILED";
    public const string Pending = "PENDING";

    /// <summary>Nothing of it was executed, because the run broke off before it.</summary>
    public const string NotRun = "not run";

    private static readonly string[] FromGoodToBad = ["UNKNOWN", Passed, Skipped, Pending, Undefined, Ambiguous, Failed];

    /// <summary>What the kit calls the status of a scenario.</summary>
    public static string Worst(IEnumerable<string> statuses) =>
        statuses.MaxBy(status => Array.IndexOf(FromGoodToBad, status)) ?? FromGoodToBad[0];

    /// <summary>The outcome without what our command does not tell.</summary>
    /// <remarks>
    /// An undefined or ambiguous step keeps its scenario from being run, so the steps beside it have no result. Of a scenario that is
    /// skipped only the title is shown.
    /// </remarks>
    public static KitOutcome Told(string name, string status, IReadOnlyList<string> steps) =>
        new(
            name,
            status,
            status == Skipped ? [] : [.. steps.Select(step => step is Passed or Skipped && steps.Any(IsRefusal) ? "-" : step)]
        );

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Status} ({string.Join(' ', Steps)})";

    private static bool IsRefusal(string status) => status is Undefined or Ambiguous;
}
