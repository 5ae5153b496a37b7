using System.Globalization;

namespace JumpingVpn.Protocol.Policy;

/// <summary>Whole numbers.</summary>
internal sealed class CountKind(long minimum, long maximum) : PolicyKind(minimum, maximum)
{
    public override string Demand => $"a whole number from {Range}";

    public override bool TryParse(string text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    public override string Format(long value) => value.ToString(CultureInfo.InvariantCulture);
}
