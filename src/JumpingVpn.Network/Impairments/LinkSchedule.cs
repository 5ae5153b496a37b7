using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Impairments;

/// <summary>
/// How a link varies over time: phases in which other options hold; between and after them the link's own are in force. It needs no
/// timer: a datagram looks which phase it enters.
/// </summary>
public sealed class LinkSchedule
{
    private readonly LinkPhase[] _phases;

    /// <summary>Creates a schedule.</summary>
    /// <param name="phases">In the order of time, without overlap.</param>
    /// <exception cref="ArgumentException">A phase is impossible or begins before the one before it has ended.</exception>
    public LinkSchedule(params ReadOnlySpan<LinkPhase> phases)
    {
        OptionGuard.Refuse(phases.Length == 0, $"A schedule of {phases.Length} phases does nothing: give at least one.");
        TimeSpan free = TimeSpan.Zero;
        foreach (LinkPhase phase in phases)
        {
            OptionGuard.Refuse(phase.At < TimeSpan.Zero, $"A phase at {phase.At:c} is impossible: it must begin at 0 or later.");
            OptionGuard.Refuse(phase.For <= TimeSpan.Zero, $"A phase of {phase.For:c} is impossible: it must be longer than 0.");
            OptionGuard.Refuse(
                free == TimeSpan.MaxValue,
                $"A phase at {phase.At:c} after one that never ends is impossible: let that one end, or leave this one out."
            );
            OptionGuard.Refuse(phase.At < free, $"A phase at {phase.At:c} overlaps the one before it: it must begin at {free:c} or later.");
            phase.Options.Validate();
            free = phase.At.Plus(phase.For);
        }

        _phases = phases.ToArray();
        End = free;
    }

    /// <summary>The phases, in the order of time.</summary>
    public IReadOnlyList<LinkPhase> Phases => _phases;

    /// <summary>The end of the last phase.</summary>
    public TimeSpan End { get; }

    /// <summary>After this time the schedule begins again, and so on for ever; at least <see cref="End"/>.</summary>
    /// <value>Default: null, it is over after its last phase.</value>
    /// <exception cref="ArgumentException">Shorter than the phases take.</exception>
    public TimeSpan? RepeatEvery
    {
        get;
        init
        {
            OptionGuard.Refuse(
                value < End,
                $"Repeating a schedule every {value:c} is impossible: its phases take {End:c}, so it must be at least that."
            );
            field = value;
        }
    }

    /// <summary>The options in force at a time since the beginning of the schedule, and until when; null if they are the link's
    /// own.</summary>
    internal LinkOptions? At(TimeSpan time, out TimeSpan until)
    {
        TimeSpan round = RepeatEvery is { } period ? TimeSpan.FromTicks(time.Ticks / period.Ticks * period.Ticks) : TimeSpan.Zero;
        TimeSpan within = time - round;
        foreach (LinkPhase phase in _phases)
        {
            if (within < phase.At)
            {
                until = round.Plus(phase.At);
                return null;
            }

            if (within < phase.At.Plus(phase.For))
            {
                until = round.Plus(phase.At.Plus(phase.For));
                return phase.Options;
            }
        }

        until = RepeatEvery is { } every ? round.Plus(every) : TimeSpan.MaxValue;
        return null;
    }
}
