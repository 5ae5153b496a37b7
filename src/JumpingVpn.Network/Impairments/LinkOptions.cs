using JumpingVpn.Datagrams;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>What one direction of a link does to datagrams. The default value is a perfect link: no delay, no fault.</summary>
/// <remarks>The impairments apply in the order in which <see cref="LinkModel"/> lists them.</remarks>
public sealed record LinkOptions
{
    /// <summary>A link without delay and without faults.</summary>
    public static LinkOptions Perfect { get; } = new();

    /// <summary>A link that carries nothing, as a phase of a <see cref="LinkSchedule"/>.</summary>
    public static LinkOptions Dead { get; } = new() { IsDown = true };

    /// <summary>Whether everything that enters is dropped.</summary>
    /// <value>Default: false.</value>
    public bool IsDown { get; init; }

    /// <summary>The longest payload in bytes that passes; longer ones vanish, and whether the sender learns of it says
    /// <see cref="MtuIsSignalled"/>.</summary>
    /// <value>Default: null, no limit.</value>
    public int? Mtu { get; init; }

    /// <summary>Whether the sender of a datagram that was too long learns of it, as from an ICMP "fragmentation needed" (RFC 1191): the
    /// datagram is lost, and further ones to that address are refused as too large. Needs an <see cref="Mtu"/>. Only a carrier that has the
    /// senders in its hands can do that: the simulated network.</summary>
    /// <value>Default: false, silence, as behind a tunnel that drops ICMP.</value>
    public bool MtuIsSignalled { get; init; }

    /// <summary>How likely a datagram is lost, each on its own unless <see cref="LossCorrelation"/> says otherwise.</summary>
    /// <value>Default: never.</value>
    public Probability Loss { get; init; }

    /// <summary>How likely a datagram shares the fate of the one before it instead of being judged again. The share of losses stays what
    /// <see cref="Loss"/> says, and neighbours correlate by exactly this much. Needs a loss.</summary>
    /// <value>Default: never.</value>
    public Probability LossCorrelation { get; init; }

    /// <summary>Losses that are not each on their own: in bursts, by a pattern, by number, by time. Instead of
    /// <see cref="Loss"/>.</summary>
    /// <value>Default: null.</value>
    public LossModel? LossModel { get; init; }

    /// <summary>How likely a datagram that was not lost arrives more than once. A copy takes its own corruption, delay and order.</summary>
    /// <value>Default: never.</value>
    public Probability Duplication { get; init; }

    /// <summary>The most copies that are made beyond the datagram itself; each number from 1 to it is as likely.</summary>
    /// <value>Default: 1. At most 100; more than 1 needs a duplication.</value>
    public int MaxCopies { get; init; } = 1;

    /// <summary>A copy is this much later at most than it would be; each time from 0 is as likely. Needs a duplication.</summary>
    /// <value>Default: 0.</value>
    public TimeSpan CopyDelay { get; init; }

    /// <summary>How likely a datagram arrives corrupted.</summary>
    /// <value>Default: never.</value>
    public Probability Corruption { get; init; }

    /// <summary>What a corrupted datagram suffers. All but <see cref="CorruptionKind.Caught"/> is delivered: no checksum catches
    /// it.</summary>
    /// <value>Default: a flipped bit. Another one needs a corruption.</value>
    public CorruptionKind CorruptionKind { get; init; }

    /// <summary>The bottleneck and its queue.</summary>
    /// <value>Default: null, no limit.</value>
    public RateLimit? Rate { get; init; }

    /// <summary>The mean one-way delay.</summary>
    /// <value>Default: 0.</value>
    public TimeSpan Delay { get; init; }

    /// <summary>How far the delay varies: the half-width of the uniform, the standard deviation of the normal and Pareto distributions,
    /// the unit of a custom one.</summary>
    /// <value>Default: 0. A delay that would be negative is 0.</value>
    public TimeSpan Jitter { get; init; }

    /// <summary>How the delay varies.</summary>
    /// <value>Default: uniform.</value>
    public JitterDistribution JitterDistribution { get; init; }

    /// <summary>The measured distribution of a custom jitter.</summary>
    /// <value>Default: null.</value>
    public DelayTable? JitterTable { get; init; }

    /// <summary>How likely a datagram takes the deviation of the one before it; neighbours correlate by exactly this much. Needs a
    /// jitter.</summary>
    /// <value>Default: never.</value>
    public Probability JitterCorrelation { get; init; }

    /// <summary>Whether jitter may let datagrams overtake each other.</summary>
    /// <value>Default: order is preserved.</value>
    public LinkOrder Order { get; init; }

    /// <summary>How likely a datagram skips the delay and so overtakes those in flight (netem "reorder"). Needs a delay.</summary>
    /// <value>Default: never.</value>
    public Probability Reordering { get; init; }

    /// <summary>At least this many − 1 datagrams take the delay between two that skip it (netem "gap").</summary>
    /// <value>Default: 1, any datagram may.</value>
    public int ReorderingGap { get; init; } = 1;

    /// <summary>Stalls.</summary>
    /// <value>Default: null, none.</value>
    public ClogOptions? Clog { get; init; }

    /// <summary>Refuses impossible or contradictory options.</summary>
    /// <exception cref="ArgumentException">One full sentence naming the value and the allowed range.</exception>
    public void Validate()
    {
        OptionGuard.Refuse(Mtu is < 1, $"An MTU of {Mtu} bytes is impossible: it must be at least 1 byte.");
        OptionGuard.Refuse(MtuIsSignalled && Mtu is null, $"An MTU that is signalled but not set does nothing: give both.");
        ValidateLoss();
        ValidateCopies();
        ValidateDelay();
        Rate?.Validate();
        Clog?.Validate();
        OptionGuard.Refuse(!Enum.IsDefined(Order), $"The link order {Order} is unknown.");
    }

    private void ValidateLoss()
    {
        OptionGuard.Refuse(
            LossCorrelation > Probability.Never && Loss == Probability.Never,
            $"A loss correlation of {LossCorrelation} without a loss does nothing: give the loss that is correlated."
        );
        OptionGuard.Refuse(
            LossModel is not null && Loss > Probability.Never,
            $"A random loss of {Loss} and a loss model contradict each other: give only one of them."
        );
        LossModel?.Validate();
    }

    private void ValidateCopies()
    {
        bool none = Duplication == Probability.Never;
        OptionGuard.Refuse(MaxCopies is < 1 or > 100, $"At most {MaxCopies} copies are impossible: it must be from 1 to 100.");
        OptionGuard.Refuse(MaxCopies > 1 && none, $"At most {MaxCopies} copies without a duplication do nothing: give both.");
        LinkTime.Check("copy delay", CopyDelay);
        OptionGuard.Refuse(
            CopyDelay > TimeSpan.Zero && none,
            $"A copy delay of {CopyDelay:c} without a duplication does nothing: give both."
        );
        OptionGuard.Refuse(!Enum.IsDefined(CorruptionKind), $"The corruption kind {CorruptionKind} is unknown.");
        OptionGuard.Refuse(
            CorruptionKind != CorruptionKind.BitFlip && Corruption == Probability.Never,
            $"The corruption kind {CorruptionKind} without a corruption does nothing: give how likely it is."
        );
    }

    private void ValidateDelay()
    {
        LinkTime.Check("delay", Delay);
        LinkTime.Check("jitter", Jitter);
        OptionGuard.Refuse(
            Jitter > TimeSpan.Zero && Delay == TimeSpan.Zero,
            $"A jitter of {Jitter:c} around a delay of 0 is contradictory: give the delay that it varies."
        );
        OptionGuard.Refuse(!Enum.IsDefined(JitterDistribution), $"The jitter distribution {JitterDistribution} is unknown.");
        OptionGuard.Refuse(
            JitterDistribution == JitterDistribution.Custom != JitterTable is not null,
            $"A {JitterDistribution} jitter distribution {(JitterTable is null ? "needs a" : "has no use for a")} delay "
                + $"table: give both or neither."
        );
        OptionGuard.Refuse(
            JitterCorrelation > Probability.Never && Jitter == TimeSpan.Zero,
            $"A jitter correlation of {JitterCorrelation} without a jitter does nothing: give the jitter that is correlated."
        );
        OptionGuard.Refuse(
            Reordering > Probability.Never && Delay == TimeSpan.Zero,
            $"Reordering of {Reordering} without a delay does nothing: give the delay that reordered datagrams skip."
        );
        OptionGuard.Refuse(ReorderingGap < 1, $"A reordering gap of {ReorderingGap} is impossible: it must be at least 1.");
        OptionGuard.Refuse(
            ReorderingGap > 1 && Reordering == Probability.Never,
            $"A reordering gap of {ReorderingGap} without a reordering probability does nothing: give both."
        );
    }
}
