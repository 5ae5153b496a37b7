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
        return $"{fence}text\n{text.ReplaceLineEndings("\n").Replace('\0', '\uFFFD').TrimEnd('\n')}\n{fence}\n";
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\0', '\uFFFD');

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
