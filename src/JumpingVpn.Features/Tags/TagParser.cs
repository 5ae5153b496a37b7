using System.Text;

namespace JumpingVpn.Features.Tags;

/// <summary>Reads conditions on tags by recursive descent.</summary>
internal sealed class TagParser(string text)
{
    private const int MaxDepth = 100;

    private readonly List<(string Text, int Column)> _words = [];
    private int _next;
    private int _depth;

    public string? Error { get; private set; }

    private string? Current => _next < _words.Count ? _words[_next].Text : null;

    /// <summary>The condition, or null with <see cref="Error"/> set.</summary>
    public TagNode? Parse()
    {
        if (!Split())
        {
            return null;
        }

        if (_words.Count == 0)
        {
            return new TagNode.Everything();
        }

        TagNode? root = ParseOr();
        return root is null || Current is null ? root : Fail("`and`, `or` or the end");
    }

    // A backslash makes the next character a part of the tag.
    private bool Split()
    {
        var word = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            bool separator = text[i] is '(' or ')' || char.IsWhiteSpace(text[i]);
            if (separator && word.Length > 0)
            {
                EndWord(word, i);
            }

            if (text[i] is '(' or ')')
            {
                _words.Add((text[i].ToString(), i + 1));
            }
            else if (!separator)
            {
                word.Append(text[i]);
                if (text[i] == '\\' && ++i < text.Length)
                {
                    word.Append(text[i]);
                }
            }
        }

        if (word.Length > 0)
        {
            EndWord(word, text.Length);
        }

        return Error is null;
    }

    private void EndWord(StringBuilder word, int end)
    {
        string written = word.ToString();
        word.Clear();
        _words.Add((written, end - written.Length + 1));
        if (written is not ("and" or "or" or "not") && (!written.StartsWith('@') || written.Length == 1))
        {
            Error ??=
                $"`{written}` at column {end - written.Length + 1} of the tag expression \"{text}\" is neither a tag "
                + $"nor `and`, `or`, `not` or a parenthesis; did you mean `@{written.TrimStart('@')}`?";
        }
    }

    private TagNode? ParseOr()
    {
        TagNode? left = ParseAnd();
        while (left is not null && Current == "or")
        {
            _next++;
            left = ParseAnd() is { } right ? new TagNode.Or(left, right) : null;
        }

        return left;
    }

    private TagNode? ParseAnd()
    {
        TagNode? left = ParseNot();
        while (left is not null && Current == "and")
        {
            _next++;
            left = ParseNot() is { } right ? new TagNode.And(left, right) : null;
        }

        return left;
    }

    private TagNode? ParseNot()
    {
        if (++_depth > MaxDepth)
        {
            return Fail($"no more than {MaxDepth} parts inside one another");
        }

        TagNode? node = ParseTerm();
        _depth--;
        return node;
    }

    private TagNode? ParseTerm()
    {
        switch (Current)
        {
            case "not":
                _next++;
                return ParseNot() is { } negated ? new TagNode.Not(negated) : null;
            case "(":
                return ParseParentheses();
            case null or ")" or "and" or "or":
                return Fail("a tag, `not` or `(`");
            default:
                return new TagNode.Tag(Unescape(_words[_next++].Text));
        }
    }

    private TagNode? ParseParentheses()
    {
        _next++;
        TagNode? inner = ParseOr();
        if (inner is null || Current == ")")
        {
            _next++;
            return inner;
        }

        return Fail("`and`, `or` or `)`");
    }

    private static string Unescape(string word)
    {
        var plain = new StringBuilder();
        for (int i = 0; i < word.Length; i++)
        {
            plain.Append(word[i] == '\\' && i + 1 < word.Length ? word[++i] : word[i]);
        }

        return plain.ToString();
    }

    private TagNode? Fail(string expected)
    {
        Error ??=
            _next < _words.Count
                ? $"expected {expected} at column {_words[_next].Column} of the tag expression \"{text}\", but found `{_words[_next].Text}`"
                : $"the tag expression \"{text}\" ends where {expected} was expected";
        return null;
    }
}
