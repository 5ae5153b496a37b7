namespace JumpingVpn.Cli.Client;

/// <summary>What became of one step.</summary>
/// <param name="Succeeded">Whether it did what was asked.</param>
/// <param name="Note">What happened, or why it did not, in a few words.</param>
internal readonly record struct StepResult(bool Succeeded, string Note)
{
    /// <summary>It was done.</summary>
    public static StepResult Done(string note) => new(true, note);

    /// <summary>It was not done.</summary>
    public static StepResult Failed(string why) => new(false, why);
}
