using System.Text;

namespace JumpingVpn.Endpoints;

/// <summary>Splits a command into words, as a shell does with single and double quotes; nothing else is special.</summary>
internal static class CommandWords
{
    /// <summary>The text without spaces at its ends; without its quotes, too, where one pair is around all of it.</summary>
    public static string WithoutQuotesAround(string text)
    {
        string trimmed = text.Trim();
        return trimmed.Length > 1 && trimmed[0] is '"' or '\'' && trimmed.IndexOf(trimmed[0], 1) == trimmed.Length - 1
            ? trimmed[1..^1]
            : trimmed;
    }

    /// <exception cref="EndpointException">A quote is not closed.</exception>
    public static IReadOnlyList<string> Split(string command)
    {
        List<string> words = [];
        StringBuilder word = new();
        char? quote = null;
        bool isInWord = false;
        foreach (char c in command)
        {
            if (c == quote)
            {
                quote = null;
            }
            else if (quote is null && c is '"' or '\'' && quote is null)
            {
                quote = c;
                isInWord = true;
            }
            else if (quote is null && char.IsWhiteSpace(c))
            {
                if (isInWord)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    isInWord = false;
                }
            }
            else
            {
                word.Append(c);
                isInWord = true;
            }
        }

        if (quote is { } open)
        {
            throw new EndpointException($"The command {command} has a {open} that is not closed.");
        }

        if (isInWord)
        {
            words.Add(word.ToString());
        }

        return words;
    }
}
