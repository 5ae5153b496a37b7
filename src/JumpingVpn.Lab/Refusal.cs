namespace JumpingVpn.Lab;

/// <summary>An ERROR as an observer reads it.</summary>
/// <param name="Code">The coarse code, such as <c>UNKNOWN_SESSION</c>.</param>
/// <param name="Reason">The exact reason, such as <c>session_expired</c>; null if none was given or none is asked for.</param>
public sealed record Refusal(string Code, string? Reason)
{
    /// <summary>True if this one has the wanted code, and the wanted reason if one is wanted.</summary>
    public bool Matches(Refusal wanted) => Code == wanted.Code && (wanted.Reason is null || Reason == wanted.Reason);

    /// <inheritdoc/>
    public override string ToString() => Reason is null ? Code : $"{Code} ({Reason})";
}
