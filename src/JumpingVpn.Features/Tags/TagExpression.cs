namespace JumpingVpn.Features.Tags;

/// <summary>A condition on tags, as cucumber writes it: <c>@nat and not (@slow or @udp)</c>. Not binds first, then and, then or.</summary>
public sealed class TagExpression
{
    private readonly TagNode _root;

    internal TagExpression(TagNode root, string text)
    {
        _root = root;
        Text = text;
    }

    /// <summary>The condition as written.</summary>
    public string Text { get; }

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The text; an empty one is true for all tags.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="FormatException">The text is malformed; the message says where and what was expected.</exception>
    public static TagExpression Parse(string text) =>
        TryParse(text, out TagExpression? expression, out string? error) ? expression! : throw new FormatException(error);

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The text; an empty one is true for all tags.</param>
    /// <param name="expression">The condition, or null if the text is malformed.</param>
    /// <param name="error">What is wrong, where, and what was expected; null if nothing is.</param>
    /// <returns>True if the text is well-formed.</returns>
    public static bool TryParse(string text, out TagExpression? expression, out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new TagParser(text);
        TagNode? root = parser.Parse();
        error = parser.Error;
        expression = root is null ? null : new TagExpression(root, text);
        return root is not null;
    }

    /// <summary>Says whether tags meet the condition.</summary>
    /// <param name="tags">The tags, with <c>@</c>; upper and lower case differ.</param>
    /// <returns>True if they do.</returns>
    public bool Matches(IReadOnlyCollection<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return _root.Matches(tags);
    }

    /// <summary>The condition with parentheses around every part, which shows how it was understood.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _root.ToString();
}
