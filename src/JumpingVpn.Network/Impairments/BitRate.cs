using System.Globalization;

namespace JumpingVpn.Network.Impairments;

/// <summary>A rate of a link in bits per second, in decimal units as networks count: a kilobit is 1,000 bits.</summary>
public readonly record struct BitRate
{
    private const long Highest = 1_000_000_000_000;

    private BitRate(long bitsPerSecond) => BitsPerSecond = bitsPerSecond;

    /// <summary>1 to 10¹².</summary>
    public long BitsPerSecond { get; }

    /// <summary>Creates a rate from bits per second.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 1 to 10¹²; a link that carries nothing is down.</exception>
    public static BitRate Bits(long perSecond) => In(perSecond, 1, "bit/s");

    /// <summary>Creates a rate from kilobits per second.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 1 bit/s to 1 Tbit/s.</exception>
    public static BitRate Kilobits(long perSecond) => In(perSecond, 1_000, "kbit/s");

    /// <summary>Creates a rate from megabits per second.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 1 bit/s to 1 Tbit/s.</exception>
    public static BitRate Megabits(long perSecond) => In(perSecond, 1_000_000, "Mbit/s");

    /// <summary>In bits per second, in any culture the same: <c>64000 bit/s</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{BitsPerSecond} bit/s");

    private static BitRate In(long perSecond, long unit, string name) =>
        perSecond >= 1 && perSecond <= Highest / unit
            ? new BitRate(perSecond * unit)
            : throw new ArgumentOutOfRangeException(
                nameof(perSecond),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A rate of {perSecond} {name} is impossible: it must be from 1 to {Highest / unit} {name}; to carry "
                        + $"nothing, take the link down."
                )
            );
}
