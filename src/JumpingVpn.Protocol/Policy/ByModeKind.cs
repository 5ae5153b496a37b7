using System.Globalization;

namespace JumpingVpn.Protocol.Policy;

/// <summary>Whole numbers whose default depends on the mode; 0 means that default.</summary>
internal sealed class ByModeKind(long minimum, long maximum) : PolicyKind(minimum, maximum)
{
    private const string ByMode = "by-mode";

    public override string Demand => $"a whole number from {Range}";

    public override string Range => $"{base.Range}, or {ByMode}";

    public override bool Allows(long value) => value == 0 || base.Allows(value);

    public override bool TryParse(string text, out long value)
    {
        value = 0;
        return text == ByMode || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value != 0);
    }

    public override string Format(long value) => value == 0 ? ByMode : value.ToString(CultureInfo.InvariantCulture);
}
