using System.Globalization;
using System.Text;

namespace JumpingVpn.Endpoints;

/// <summary>What a guest wrote, as people read it among other lines.</summary>
public static class GuestText
{
    // Twenty lines of standard error, each of the longest kind that is kept, and what stands before them.
    private const int Longest = 12_000;

    /// <summary>Makes one line of it: its ends of lines make no second one, its control characters move no cursor of a terminal, and a
    /// megabyte of text fills no report.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text with control and other invisible characters written as <c>\u001b</c>, cut after 12,000 characters.</returns>
    public static string InOneLine(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder line = new();
        foreach (char each in text.AsSpan(0, Math.Min(text.Length, Longest)))
        {
            _ = IsInvisible(each) ? line.Append(CultureInfo.InvariantCulture, $"\\u{(int)each:x4}") : line.Append(each);
        }

        return text.Length > Longest ? $"{line}…" : line.ToString();
    }

    /// <summary>Whether a character shows nothing itself, and may end a line, move a cursor, or turn the order of what follows
    /// around.</summary>
    public static bool IsInvisible(char each) =>
        char.GetUnicodeCategory(each)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
