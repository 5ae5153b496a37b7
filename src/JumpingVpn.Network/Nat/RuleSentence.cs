using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace JumpingVpn.Network.Nat;

/// <summary>A sentence that is put together only where its rule is broken: building a valid NAT formats nothing.</summary>
[InterpolatedStringHandler]
internal readonly ref struct RuleSentence
{
    private readonly StringBuilder? _text;

    public RuleSentence(int literalLength, int formattedCount, bool holds, out bool isNeeded)
    {
        isNeeded = !holds;
        _text = holds ? null : new StringBuilder(literalLength + (formattedCount * 8));
    }

    public void AppendLiteral(string text) => _text!.Append(text);

    public void AppendFormatted<T>(T value) =>
        _text!.Append(
            value switch
            {
                null => "none",
                TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
                _ => Convert.ToString(value, CultureInfo.InvariantCulture),
            }
        );

    public override string ToString() => _text?.ToString() ?? "";
}
