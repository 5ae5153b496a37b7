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
        bool parsed = decimal.TryParse(
            text.TrimEnd('%').TrimEnd(),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out decimal percent
        );
        if (!parsed || !text.EndsWith('%') || percent > 1_000_000)
        {
            return false;
        }

        value = (long)(percent * PartsPerPercent);
        return true;
    }

    public override string Format(long value) => string.Create(CultureInfo.InvariantCulture, $"{value / PartsPerPercent:0.####}%");
}
