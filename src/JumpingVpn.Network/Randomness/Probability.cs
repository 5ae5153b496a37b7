using System.Globalization;

namespace JumpingVpn.Network.Randomness;

/// <summary>A probability in whole parts per million, so that no rounding differs between machines.</summary>
public readonly record struct Probability : IComparable<Probability>
{
    /// <summary>The parts that make certainty: one million.</summary>
    public const int Scale = 1_000_000;

    private Probability(int partsPerMillion) => PartsPerMillion = partsPerMillion;

    /// <summary>Never: the default value.</summary>
    public static Probability Never => default;

    /// <summary>Always.</summary>
    public static Probability Certain => new(Scale);

    /// <summary>0 to 1,000,000.</summary>
    public int PartsPerMillion { get; }

    /// <summary>Creates a probability from parts per million.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 0 to 1,000,000.</exception>
    public static Probability FromPartsPerMillion(int partsPerMillion) =>
        partsPerMillion is >= 0 and <= Scale
            ? new Probability(partsPerMillion)
            : throw new ArgumentOutOfRangeException(
                nameof(partsPerMillion),
                $"A probability of {Text(partsPerMillion)} parts per million is impossible: it must be from 0 to 1000000."
            );

    /// <summary>Creates a probability from per cent, with up to four decimals.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 0 to 100, or finer than one part per million.</exception>
    public static Probability FromPercent(decimal percent)
    {
        if (percent is < 0 or > 100)
        {
            throw new ArgumentOutOfRangeException(
                nameof(percent),
                $"A probability of {Text(percent)} % is impossible: it must be from 0 % to 100 %."
            );
        }

        decimal parts = percent * (Scale / 100);
        return parts == decimal.Truncate(parts)
            ? new Probability((int)parts)
            : throw new ArgumentOutOfRangeException(
                nameof(percent),
                $"A probability of {Text(percent)} % is finer than one part per million: give at most four decimals."
            );
    }

    /// <inheritdoc/>
    public int CompareTo(Probability other) => PartsPerMillion.CompareTo(other.PartsPerMillion);

    /// <summary>In per cent, in any culture the same: <c>2.5 %</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PartsPerMillion / 10_000m:0.####} %");

    /// <summary>Order by size.</summary>
    public static bool operator <(Probability left, Probability right) => left.CompareTo(right) < 0;

    /// <summary>Order by size.</summary>
    public static bool operator <=(Probability left, Probability right) => left.CompareTo(right) <= 0;

    /// <summary>Order by size.</summary>
    public static bool operator >(Probability left, Probability right) => left.CompareTo(right) > 0;

    /// <summary>Order by size.</summary>
    public static bool operator >=(Probability left, Probability right) => left.CompareTo(right) >= 0;

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
