namespace JumpingVpn.Cli.NatCheck;

/// <summary>What a check found out about one question: one value, several that could not be told apart, or none; and why.</summary>
/// <param name="Possible">What it can be; empty if nothing could be asked.</param>
/// <param name="Why">Why it is not one value; null if it is.</param>
internal sealed record NatFinding<T>(IReadOnlyList<T> Possible, string? Why)
{
    /// <summary>Whether it is one value.</summary>
    public bool IsTold => Possible.Count == 1;

    /// <summary>The value; asked for where it <see cref="IsTold"/>.</summary>
    public T Value => Possible.Single();
}
