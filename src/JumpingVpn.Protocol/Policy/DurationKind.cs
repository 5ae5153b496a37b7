namespace JumpingVpn.Protocol.Policy;

/// <summary>Durations, in ticks; 0 ticks mean <c>off</c> where that is allowed.</summary>
internal sealed class DurationKind(TimeSpan minimum, TimeSpan maximum, bool mayBeOff = false) : PolicyKind(minimum.Ticks, maximum.Ticks)
{
    private const string Off = "off";

    public override string Demand => mayBeOff ? $"a duration from {base.Range}, or {Off}" : $"a duration from {Range}";

    public override string Range => mayBeOff ? $"{base.Range}, or {Off}" : base.Range;

    public override bool Allows(long value) => (mayBeOff && value == 0) || base.Allows(value);

    public override bool TryParse(string text, out long value)
    {
        value = 0;
        if (mayBeOff && text == Off)
        {
            return true;
        }

        bool parsed = DurationText.TryParse(text, out TimeSpan duration);
        value = duration.Ticks;
        return parsed && !(mayBeOff && value == 0);
    }

    public override string Format(long value) => mayBeOff && value == 0 ? Off : DurationText.Format(new TimeSpan(value));
}
