namespace JumpingVpn.Lab.Scenes;

/// <summary>Something that must hold of what an endpoint says, judged at each line.</summary>
public sealed class EndpointClaim
{
    private readonly SortedSet<string> _lines = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>The endpoint.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Which lines.</summary>
    public required SayPattern Pattern { get; init; }

    /// <summary>How often it may say one of them.</summary>
    /// <value>Default: null, any number of times.</value>
    public int? AtMost { get; init; }

    /// <summary>Whether it may say each of them once only.</summary>
    /// <value>Default: false.</value>
    public bool EachOnce { get; init; }

    /// <summary>How soon after healing it must say one of them.</summary>
    /// <value>Default: null, it need not.</value>
    public TimeSpan? Within { get; init; }

    /// <summary>The claim, as a report shows it and a failure begins.</summary>
    internal string Text =>
        Within is { } within ? $"\"{Endpoint}\" must say {Pattern.Text} again within {DurationWords.Of(within)} after healing"
        : AtMost == 0 ? $"\"{Endpoint}\" must never say {Pattern.Text}"
        : EachOnce ? $"\"{Endpoint}\" must say each {Pattern.Text} only once"
        : FormattableString.Invariant($"\"{Endpoint}\" must say {Pattern.Text} at most {AtMost} time{(AtMost == 1 ? "" : "s")}");

    /// <summary>Judges one line. Returns what is wrong, or null.</summary>
    internal string? Judge(Saying saying)
    {
        if (saying.Actor != Endpoint || !Pattern.Matches(saying.Text))
        {
            return null;
        }

        _count++;
        return _count > AtMost ? $"{Text}, but said \"{saying.Text}\"{(AtMost == 0 ? "" : " beyond that")}."
            : EachOnce && !_lines.Add(saying.Text) ? $"{Text}, but said \"{saying.Text}\" again."
            : null;
    }
}
