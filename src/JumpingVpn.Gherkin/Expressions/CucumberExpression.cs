using System.Text;
using System.Text.RegularExpressions;

namespace JumpingVpn.Gherkin.Expressions;

/// <summary>
/// Translates cucumber expressions to regular expressions: <c>{parameter}</c>, <c>optional(s)</c>, <c>one/other</c>, and
/// <c>\</c> before a character that is meant literally.
/// </summary>
internal sealed class CucumberExpression
{
    private readonly string _source;
    private readonly ParameterTypes _types;
    private readonly StringBuilder _regex = new("^");
    private readonly StringBuilder _looseRegex = new("^");
    private readonly List<ParameterType> _parameters = [];
    private readonly List<Alternative> _word = [new()];
    private int _position;

    private CucumberExpression(string source, ParameterTypes types)
    {
        _source = source;
        _types = types;
    }

    /// <summary>Translates an expression.</summary>
    /// <exception cref="FormatException">The expression is malformed or names an unknown parameter type.</exception>
    public static ExpressionPatterns Translate(string source, ParameterTypes types) => new CucumberExpression(source, types).Translate();

    private ExpressionPatterns Translate()
    {
        while (_position < _source.Length)
        {
            var next = _source[_position++];
            switch (next)
            {
                case '{':
                    EndWord();
                    AppendParameter(_types.Find(ReadUntil('}', "a parameter")));
                    break;
                case '(':
                    _word[^1].AddOptional(ReadOptional());
                    break;
                case '/':
                    _word.Add(new Alternative());
                    break;
                case var blank when char.IsWhiteSpace(blank):
                    EndWord();
                    Append(Regex.Escape(blank.ToString()));
                    break;
                default:
                    _word[^1].AddText(next == '\\' ? ReadEscaped() : next);
                    break;
            }
        }

        EndWord();
        Append("$");
        return new ExpressionPatterns(_regex.ToString(), _looseRegex.ToString(), _parameters);
    }

    private void AppendParameter(ParameterType type)
    {
        _regex.Append(type.CapturingPattern);
        _looseRegex.Append("(.+)");
        _parameters.Add(type);
    }

    private void Append(string pattern)
    {
        _regex.Append(pattern);
        _looseRegex.Append(pattern);
    }

    // A slash separates the parts of one word: blanks and parameters end it.
    private void EndWord()
    {
        if (_word.Count > 1)
        {
            if (_word.Exists(alternative => !alternative.HasText))
            {
                throw Malformed("the text on both sides of a `/` must not be empty or optional; write `\\/` for the character itself");
            }

            Append($"(?:{string.Join('|', _word.Select(alternative => alternative.Pattern))})");
        }
        else
        {
            Append(_word[0].Pattern);
        }

        _word.Clear();
        _word.Add(new Alternative());
    }

    private string ReadOptional()
    {
        var text = ReadUntil(')', "an optional text");
        return text.Length > 0 ? text : throw Malformed("an optional text `()` must not be empty; write `\\(` for the character itself");
    }

    private string ReadUntil(char end, string what)
    {
        var text = new StringBuilder();
        var start = _position;
        while (_position < _source.Length)
        {
            var next = _source[_position++];
            if (next == end)
            {
                return text.ToString();
            }

            if (next is '{' or '}' or '(' or ')' or '/')
            {
                throw Malformed($"{what} must not contain `{next}`; write `\\{next}` for the character itself");
            }

            text.Append(next == '\\' ? ReadEscaped() : next);
        }

        _position = start;
        throw Malformed($"{what} is not closed: expected `{end}`; write `\\{_source[start - 1]}` for the character itself");
    }

    private char ReadEscaped()
    {
        var escaped = _position < _source.Length ? _source[_position++] : '\0';
        return escaped is '{' or '}' or '(' or ')' or '/' or '\\' || char.IsWhiteSpace(escaped)
            ? escaped
            : throw Malformed("only `{`, `}`, `(`, `)`, `/`, `\\` and blanks can stand behind `\\`");
    }

    private FormatException Malformed(string message) => new($"{message} (at character {_position} of \"{_source}\")");

    private sealed class Alternative
    {
        private readonly StringBuilder _pattern = new();

        public bool HasText { get; private set; }

        public string Pattern => _pattern.ToString();

        public void AddText(char letter)
        {
            HasText = true;
            _pattern.Append(Regex.Escape(letter.ToString())).Replace("}", @"\}", _pattern.Length - 1, 1);
        }

        public void AddOptional(string text) => _pattern.Append("(?:").Append(Regex.Escape(text)).Append(")?");
    }
}
