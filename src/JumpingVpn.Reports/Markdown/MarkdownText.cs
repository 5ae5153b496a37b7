using System.Globalization;
using System.Text;

namespace JumpingVpn.Reports.Markdown;

/// <summary>Text of any kind in Markdown, where nothing of it means anything (CommonMark 0.31).</summary>
internal static class MarkdownText
{
    private const string Meaningful = "\\`*_{}[]<>()#+-.!|~&:@";

    /// <summary>On one line, every character that could mean something with a backslash before it (section 2.4).</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length + 8);
        foreach (char letter in OneLine(text))
        {
            if (Meaningful.Contains(letter, StringComparison.Ordinal))
            {
                plain.Append('\\');
            }

            plain.Append(letter);
        }

        return plain.ToString();
    }

    /// <summary>On one line, as code, between more backticks than it has in a row (section 6.1).</summary>
    public static string Code(string text)
    {
        string fence = new('`', LongestRun(text) + 1);
        return $"{fence} {OneLine(text)} {fence}";
    }

    /// <summary>A fenced block (section 4.5).</summary>
    public static string Block(string text)
    {
        string fence = new('`', Math.Max(3, LongestRun(text) + 1));
        return $"{fence}text\n{Visible(text.ReplaceLineEndings("\n")).TrimEnd('\n')}\n{fence}\n";
    }

    private static string OneLine(string text) => Visible(text.ReplaceLineEndings(" "));

    /// <summary>Without NUL, which CommonMark forbids, and with a name for what turns the order of the letters after it around.</summary>
    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (char letter in text)
        {
            _ = letter switch
            {
                '\0' => visible.Append('\uFFFD'),
                '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => visible.Append(
                    CultureInfo.InvariantCulture,
                    $"⟨U+{(int)letter:X4}⟩"
                ),
                _ => visible.Append(letter),
            };
        }

        return visible.ToString();
    }

    private static int LongestRun(string text)
    {
        int longest = 0;
        int run = 0;
        foreach (char letter in text)
        {
            run = letter == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
