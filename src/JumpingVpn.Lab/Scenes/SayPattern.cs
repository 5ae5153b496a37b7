using System.Text.Json;

namespace JumpingVpn.Lab.Scenes;

/// <summary>Which lines of an endpoint are meant: a text in which <c>*</c> stands for any characters, or members of a line of
/// JSON.</summary>
public sealed class SayPattern
{
    private const string Other =
        "and one with single quotes in double quotes, as it is; * stands for any characters, a backslash and an asterisk, too";

    private readonly string[] _pieces;
    private readonly IReadOnlyList<(string Member, string Value)> _members;

    private SayPattern(string[] pieces, IReadOnlyList<(string Member, string Value)> members, string text)
    {
        _pieces = pieces;
        _members = members;
        Text = text;
    }

    /// <summary>The pattern as a scenario writes it.</summary>
    public string Text { get; }

    /// <summary>A text in which <c>*</c> stands for any characters, none too.</summary>
    /// <param name="text">The text as a scenario writes it.</param>
    /// <param name="meant">The text with addresses where it names endpoints; null for the same.</param>
    /// <exception cref="SceneException">It escapes something, which has no meaning here.</exception>
    public static SayPattern OfText(string text, string? meant = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (string escape in new[] { "\\\"", "\\'", "\\*" })
        {
            Demand.That(
                !text.Contains(escape, StringComparison.Ordinal),
                $"{escape} has no meaning of its own here. A text with double quotes stands in single quotes, {Other}."
            );
        }

        return new SayPattern((meant ?? text).Split('*'), [], $"\"{text}\"");
    }

    /// <summary>A line that is a JSON object with these members at its top level: a text by its characters, anything else as it is
    /// written in JSON.</summary>
    /// <param name="members">The members as a scenario writes them.</param>
    /// <param name="meant">The same with addresses where they name endpoints; null for the same.</param>
    public static SayPattern OfMembers(
        IReadOnlyList<(string Member, string Value)> members,
        IReadOnlyList<(string Member, string Value)>? meant = null
    )
    {
        ArgumentNullException.ThrowIfNull(members);
        Demand.That(members.Count > 0, $"A line must name at least one member.");
        return new SayPattern([], meant ?? members, $"a line with {string.Join(", ", members.Select(it => $"{it.Member} = {it.Value}"))}");
    }

    /// <summary>Whether a line is meant.</summary>
    public bool Matches(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return _members.Count > 0 ? MatchesMembers(line) : MatchesText(line);
    }

    private bool MatchesText(string line)
    {
        if (_pieces.Length == 1)
        {
            return line == _pieces[0];
        }

        if (!line.StartsWith(_pieces[0], StringComparison.Ordinal))
        {
            return false;
        }

        // Each middle piece where it comes first leaves the most for those that follow.
        int at = _pieces[0].Length;
        foreach (string piece in _pieces[1..^1])
        {
            int found = line.IndexOf(piece, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + piece.Length;
        }

        return line.Length - at >= _pieces[^1].Length && line.EndsWith(_pieces[^1], StringComparison.Ordinal);
    }

    private bool MatchesMembers(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && _members.All(it => root.TryGetProperty(it.Member, out JsonElement value) && Written(value) == it.Value);
        }
        catch (Exception none) when (none is JsonException or InvalidOperationException)
        {
            return false; // no JSON, or a text that is not Unicode
        }
    }

    private static string? Written(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
}
