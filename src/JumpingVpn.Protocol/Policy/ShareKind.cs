using System.Globalization;

namespace JumpingVpn.Protocol.Policy;

/// <summary>Shares of a whole, written in percent with up to four decimals, in parts per million.</summary>
internal sealed class ShareKind(int minimum, int maximum) : PolicyKind(minimum, maximum)
{
    private const decimal PartsPerPercent = 10_000;

    public override string Demand => $"a share from {Range}";

    public override bool TryParse(string text, out long value)
    {
        value = 0;
        string number =
            text.EndsWith(" %", StringComparison.Ordinal) ? text[..^2]
            : text.EndsWith('%') ? text[..^1]
            : "";
        if (!PlainNumber.TryParse(number, out decimal percent) || percent > 1_000_000)
        {
            return false;
        }

        decimal parts = percent * PartsPerPercent;
        value = (long)parts;
        return parts == decimal.Truncate(parts);
    }

    public override string Format(long value) => string.Create(CultureInfo.InvariantCulture, $"{value / PartsPerPercent:0.####}%");
}
