using System.Globalization;
using System.Runtime.CompilerServices;

namespace JumpingVpn.Datagrams;

/// <summary>A sentence, the same in every culture, that is put together only where it is needed: checking good options formats
/// nothing. Times are written in the form <c>c</c>, and null is "none".</summary>
[InterpolatedStringHandler]
internal ref struct RefusalSentence
{
    private DefaultInterpolatedStringHandler _text;

    public RefusalSentence(int literalLength, int formattedCount, bool impossible, out bool isNeeded)
    {
        isNeeded = impossible;
        if (impossible)
        {
            _text = new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture);
        }
    }

    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    public void AppendFormatted<T>(T value)
    {
        if (value is null)
        {
            _text.AppendLiteral("none");
        }
        else
        {
            _text.AppendFormatted(value);
        }
    }

    public void AppendFormatted<T>(T value, string? format) => _text.AppendFormatted(value, format);

    public string Finish() => _text.ToStringAndClear();
}
