using System.Globalization;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>What one direction of a link does to datagrams. The default value is a perfect link: no delay, no fault.</summary>
/// <remarks>The impairments apply in the order in which <see cref="LinkModel"/> lists them.</remarks>
public sealed record LinkOptions
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>A link without delay and without faults.</summary>
    public static LinkOptions Perfect { get; } = new();

    /// <summary>The longest payload in bytes that passes; longer ones vanish silently, as behind a tunnel that drops ICMP.</summary>
    /// <value>Default: null, no limit.</value>
    public int? Mtu { get; init; }

    /// <summary>How likely a datagram is lost, each on its own.</summary>
    /// <value>Default: never.</value>
    public Probability Loss { get; init; }

    /// <summary>How likely a datagram that was not lost arrives twice. The copy takes its own corruption, delay and order.</summary>
    /// <value>Default: never.</value>
    public Probability Duplication { get; init; }

    /// <summary>How likely one bit of a datagram arrives flipped. It is delivered: no checksum catches it.</summary>
    /// <value>Default: never.</value>
    public Probability Corruption { get; init; }

    /// <summary>The mean one-way delay.</summary>
    /// <value>Default: 0.</value>
    public TimeSpan Delay { get; init; }

    /// <summary>How far the delay varies: the half-width of the uniform, the standard deviation of the normal distribution.</summary>
    /// <value>Default: 0. A delay that would be negative is 0.</value>
    public TimeSpan Jitter { get; init; }

    /// <summary>How the delay varies.</summary>
    /// <value>Default: uniform.</value>
    public JitterDistribution JitterDistribution { get; init; }

    /// <summary>Whether jitter may let datagrams overtake each other.</summary>
    /// <value>Default: order is preserved.</value>
    public LinkOrder Order { get; init; }

    /// <summary>How likely a datagram skips the delay and so overtakes those under way (netem "reorder"). Needs a delay.</summary>
    /// <value>Default: never.</value>
    public Probability Reordering { get; init; }

    /// <summary>At least this many − 1 datagrams take the delay between two that skip it (netem "gap").</summary>
    /// <value>Default: 1, any datagram may.</value>
    public int ReorderingGap { get; init; } = 1;

    /// <summary>Refuses impossible or contradictory options.</summary>
    /// <exception cref="ArgumentException">One full sentence naming the value and the allowed range.</exception>
    public void Validate()
    {
        Refuse(Mtu is < 1, $"An MTU of {Mtu} bytes is impossible: it must be at least 1 byte.");
        Refuse(Delay < TimeSpan.Zero || Delay > Longest, $"A delay of {Delay:c} is impossible: it must be from 0 to {Longest:c}.");
        Refuse(Jitter < TimeSpan.Zero || Jitter > Longest, $"A jitter of {Jitter:c} is impossible: it must be from 0 to {Longest:c}.");
        Refuse(
            Jitter > TimeSpan.Zero && Delay == TimeSpan.Zero,
            $"A jitter of {Jitter:c} around a delay of 0 is contradictory: give the delay that it varies.");
        Refuse(
            Reordering > Probability.Never && Delay == TimeSpan.Zero,
            $"Reordering of {Reordering} without a delay does nothing: give the delay that reordered datagrams skip.");
        Refuse(ReorderingGap < 1, $"A reordering gap of {ReorderingGap} is impossible: it must be at least 1.");
        Refuse(
            ReorderingGap > 1 && Reordering == Probability.Never,
            $"A reordering gap of {ReorderingGap} without a reordering probability does nothing: give both.");
        Refuse(!Enum.IsDefined(JitterDistribution), $"The jitter distribution {JitterDistribution} is unknown.");
        Refuse(!Enum.IsDefined(Order), $"The link order {Order} is unknown.");
    }

    private static void Refuse(bool impossible, FormattableString sentence)
    {
        if (impossible)
        {
            throw new ArgumentException(sentence.ToString(CultureInfo.InvariantCulture));
        }
    }
}
