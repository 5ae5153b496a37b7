namespace JumpingVpn.Cli.Client;

/// <summary>What became of one step.</summary>
/// <param name="Succeeded">Whether it did what was asked.</param>
/// <param name="Note">What happened, or why it did not, in a few words.</param>
internal readonly record struct PlayResult(bool Succeeded, string Note)
{
    /// <summary>It was done.</summary>
    public static PlayResult Done(string note) => new(true, note);

    /// <summary>It was not done.</summary>
    public static PlayResult Failed(string why) => new(false, why);
}
