namespace JumpingVpn.Protocol.Policy;

/// <summary>How the values of a setting are written, and which are allowed. Inside, every value is a whole number.</summary>
internal abstract class PolicyKind(long minimum, long maximum)
{
    public long Minimum { get; } = minimum;

    public long Maximum { get; } = maximum;

    /// <summary>What a value must be, to follow "it must be": <c>a duration from 1ms to 24h</c>.</summary>
    public abstract string Demand { get; }

    /// <summary>Which values are allowed, for a table: <c>1ms to 24h</c>.</summary>
    public virtual string Range => $"{Format(Minimum)} to {Format(Maximum)}";

    public virtual bool Allows(long value) => value >= Minimum && value <= Maximum;

    /// <summary>Reads a value, allowed or not.</summary>
    public abstract bool TryParse(string text, out long value);

    public abstract string Format(long value);
}
