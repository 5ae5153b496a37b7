using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>
/// One direction of a link: datagrams and times go in, fates come out. It holds no clock, no timer and no datagram.
/// </summary>
/// <remarks>
/// <para>The one order in which the impairments apply: 1 down, 2 targeted faults, 3 MTU, 4 loss, 5 duplication; then for the datagram and
/// for every copy 6 corruption, 7 rate and queue, 8 reordering, 9 delay and jitter, 10 the order rule, 11 clog. What an earlier one drops
/// draws nothing from the later ones. Attackers on the path stand before all of these, in the link's passage.</para>
/// <para>Every impairment draws from its own stream, named below the link's label: <c>loss</c>, <c>loss-correlation</c>, <c>loss-model</c>,
/// <c>duplication</c>, <c>copies</c>, <c>copy-delay</c>, <c>corruption</c>, <c>reordering</c>, <c>jitter</c>, <c>jitter-correlation</c>,
/// <c>clog</c>. Switching one on or off shifts no other.</para>
/// <para>Thread rule: one thread at a time. It allocates only when an impairment beyond loss and delay is first used, and to grow
/// its queue.</para>
/// </remarks>
public class LinkModel
{
    private const int LongestExtension = 64;

    private readonly RandomSource _source;
    private LinkOptions _options = LinkOptions.Perfect; // what is in force, be it by a schedule
    private LinkParts? _parts;
    private TimeSpan _latestArrival = TimeSpan.MinValue;
    private bool _doesNothing;

    // In place, not as objects: these two are all that most links draw from, for every datagram.
    private Xoshiro256 _loss;
    private DelaySampler _delay;

    /// <summary>Creates one direction of a link.</summary>
    /// <param name="options">What it does; validated here.</param>
    /// <param name="streams">Where its streams come from, already narrowed to this link and direction.</param>
    /// <exception cref="ArgumentException">Impossible options.</exception>
    public LinkModel(LinkOptions options, in RandomSource streams)
    {
        _source = streams;
        Options = options;
    }

    /// <summary>What the link does from now on, phases of a schedule aside. Datagrams in flight keep their fate, and every stream goes on
    /// where it was.</summary>
    /// <exception cref="ArgumentException">Impossible options; the old ones stay.</exception>
    public LinkOptions Options
    {
        get => _parts is { Schedule: not null } parts ? parts.Own : _options;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (!ReferenceEquals(value, LinkOptions.Perfect))
            {
                value.Validate();
            }

            bool inPhase = !ReferenceEquals(_options, Options);
            if (_parts is { } parts)
            {
                parts.Own = value;
            }

            if (!inPhase)
            {
                Apply(value);
            }
        }
    }

    /// <summary>The targeted faults.</summary>
    public LinkFaults Faults => Parts.Faults ??= new LinkFaults();

    /// <summary>What was set on this link on purpose and never did anything: targeted faults that never struck, attackers who touched
    /// nothing. In words, oldest first.</summary>
    public virtual IEnumerable<string> VacuousFaults =>
        _parts?.Faults?.All.Where(fault => fault.IsVacuous).Select(fault => fault.ToString()) ?? [];

    /// <summary>How many datagrams wait in the queue of the rate limit.</summary>
    public int QueueLength => _parts?.Queue?.Count ?? 0;

    /// <summary>Where datagrams wait whose fate is queued.</summary>
    internal LinkQueue Queue => Parts.Queue ??= new LinkQueue();

    /// <summary>True if every fate is "arrives at once, unchanged".</summary>
    public bool IsPerfect => _doesNothing && !HasFaults;

    /// <summary>True if no fate is more than a drop on entry or a delay: then <see cref="Admit"/> and, for what is not dropped,
    /// <see cref="ArrivalOf(TimeSpan)"/> are all of <see cref="Next(int, TimeSpan)"/>.</summary>
    internal bool IsPlain => _parts is null;

    /// <summary>The MTU in force, where a sender is to learn of it; null elsewhere.</summary>
    public int? SignalledMtu => _options.MtuIsSignalled ? _options.Mtu : null;

    /// <summary>True while a targeted fault is set: only then do the bytes and addresses of a datagram matter.</summary>
    public bool HasFaults => _parts is { Faults.Any: true };

    private LinkParts Parts => _parts ??= new LinkParts(_source) { Own = _options };

    /// <summary>Lets the link vary by a schedule that begins now; null ends the one there is.</summary>
    public void Follow(LinkSchedule? schedule, TimeSpan now)
    {
        LinkOptions own = Options;
        LinkParts parts = Parts;
        parts.Own = own;
        parts.Schedule = schedule;
        parts.ScheduleBegan = now;
        parts.PhaseEnds = now;
        Apply(own);
    }

    /// <summary>Decides what happens to a datagram that enters the link, targeted faults included.</summary>
    /// <param name="payload">The datagram.</param>
    /// <param name="source">Its source as it stands on this link.</param>
    /// <param name="destination">Its destination as it stands on this link.</param>
    /// <param name="now">The time of entry; never earlier than in the call before.</param>
    public LinkFate Next(ReadOnlySpan<byte> payload, in TransportAddress source, in TransportAddress destination, TimeSpan now)
    {
        if (!HasFaults || IsDownAt(now) || Faults.Struck(payload, source, destination) is not { Count: > 0 } faults)
        {
            return Next(payload.Length, now);
        }

        foreach (LinkFault fault in faults)
        {
            if (fault.Action == FaultAction.Drop)
            {
                return LinkFate.Dropped(DropReason.Loss);
            }
        }

        LinkFate fate = Next(payload.Length, now);
        for (int i = 0; i < faults.Count && fate.IsDelivered; i++)
        {
            LinkFault fault = faults[i];
            fate = fault.Action switch
            {
                FaultAction.Hold => fate with { HeldBy = fate.HeldBy ?? fault },
                FaultAction.Duplicate => fate with { Copies = fate.Copies + 1 },
                _ => fate with { Delay = fate.Delay + fault.ExtraDelay, LateBy = fate.LateBy + fault.ExtraDelay },
            };
        }

        return fate;
    }

    /// <summary>Decides what happens to a datagram that enters the link, targeted faults aside.</summary>
    /// <param name="length">The payload in bytes.</param>
    /// <param name="now">The time of entry; never earlier than in the call before.</param>
    public LinkFate Next(int length, TimeSpan now)
    {
        DropReason drop = Admit(length, now);
        if (drop != DropReason.None)
        {
            return LinkFate.Dropped(drop);
        }

        LinkOptions options = _options;
        int copies = 1;
        if (options.Duplication != Probability.Never && Parts.Streams.Duplication.Chance(options.Duplication))
        {
            copies += options.MaxCopies == 1 ? 1 : (int)Parts.Streams.Copies.Between(1, options.MaxCopies);
        }

        return Arrive(options, length, now, copies, TimeSpan.Zero);
    }

    /// <summary>Decides whether a datagram is dropped on entry, targeted faults aside: the impairments up to loss.</summary>
    /// <inheritdoc cref="Next(int, TimeSpan)" path="/param"/>
    /// <returns>Why it is dropped; <see cref="DropReason.None"/> where it is not.</returns>
    internal DropReason Admit(int length, TimeSpan now)
    {
        if (IsDownAt(now))
        {
            return DropReason.LinkDown;
        }

        LinkOptions options = _options;
        if (length > options.Mtu)
        {
            return DropReason.Mtu;
        }

        bool lost = (options.Loss != Probability.Never && IsLost(options)) || (_parts?.LossProcess is { } process && process.Loses(now));
        return lost ? DropReason.Loss : DropReason.None;
    }

    /// <summary>Decides the fate of a further copy, once for each that <see cref="LinkFate.Copies"/> announced beyond the first.</summary>
    /// <param name="length">The payload in bytes.</param>
    /// <param name="now">The time of entry of the datagram that was copied.</param>
    public LinkFate NextCopy(int length, TimeSpan now)
    {
        LinkOptions options = _options;
        TimeSpan later =
            options.CopyDelay == TimeSpan.Zero
                ? TimeSpan.Zero
                : TimeSpan.FromTicks(Parts.Streams.CopyDelay.Between(0, options.CopyDelay.Ticks));
        return Arrive(options, length, now, copies: 1, later);
    }

    /// <summary>When a datagram arrives that sets out now: it has left the queue, or was held, or has entered a plain link.</summary>
    internal TimeSpan ArrivalOf(TimeSpan now) => ArrivalOf(_options, now);

    private LinkFate Arrive(LinkOptions options, int length, TimeSpan now, int copies, TimeSpan later)
    {
        bool queued = options.Rate is not null || _parts is { Queue.Count: > 0 };
        if (options.Corruption == Probability.Never && !queued)
        {
            return new LinkFate(DropReason.None, ArrivalOf(options, now) - now + later, FlippedBit: -1, copies);
        }

        var fate = new LinkFate(DropReason.None, later, FlippedBit: -1, copies) { IsQueued = queued };
        if (options.Corruption != Probability.Never && Parts.Streams.Corruption.Chance(options.Corruption) && length > 0)
        {
            fate = Corrupted(options, fate, length);
        }

        return queued || !fate.IsDelivered ? fate : fate with { Delay = ArrivalOf(options, now) - now + later };
    }

    private LinkFate Corrupted(LinkOptions options, in LinkFate fate, int length)
    {
        RandomStream stream = Parts.Streams.Corruption;
        int room = Math.Min(options.Mtu ?? UdpLimits.LongestPayload, UdpLimits.LongestPayload) - length;
        return options.CorruptionKind switch
        {
            CorruptionKind.Truncate => fate with { LengthChange = -(int)stream.Between(1, length) },
            CorruptionKind.Extend when room > 0 => fate with { LengthChange = (int)stream.Between(1, Math.Min(room, LongestExtension)) },
            CorruptionKind.Caught => fate with { Drop = DropReason.Corruption },
            _ => fate with { FlippedBit = (int)stream.Below((ulong)length * 8) },
        };
    }

    private TimeSpan ArrivalOf(LinkOptions options, TimeSpan now)
    {
        if (options.Reordering != Probability.Never && SkipsDelay(options))
        {
            return Unclogged(options, now);
        }

        TimeSpan arrival = now + Delay(options);
        if (options.Order == LinkOrder.Preserve && arrival < _latestArrival)
        {
            arrival = _latestArrival;
        }

        if (_parts is { } parts && (options.Clog is not null || arrival < parts.ClogEnds))
        {
            arrival = Max(arrival, Unclogged(options, now));
        }

        if (arrival > _latestArrival)
        {
            _latestArrival = arrival;
        }

        return arrival;
    }

    private TimeSpan Delay(LinkOptions options)
    {
        if (options.Jitter == TimeSpan.Zero)
        {
            return options.Delay;
        }

        bool repeats = options.JitterCorrelation != Probability.Never && Parts.Streams.JitterCorrelation.Chance(options.JitterCorrelation);
        return repeats ? _delay.Again(options) : _delay.Next(options, _source);
    }

    /// <summary>The earliest time at which something may arrive that leaves now; it may itself clog the link.</summary>
    private TimeSpan Unclogged(LinkOptions options, TimeSpan now)
    {
        LinkParts parts = Parts;
        if (options.Clog is { } clog && now >= parts.ClogEnds && parts.Streams.Clog.Chance(clog.Chance))
        {
            parts.ClogEnds = now + TimeSpan.FromTicks(parts.Streams.Clog.Between(1, clog.MeanDuration.Ticks * 2));
        }

        return Max(now, parts.ClogEnds);
    }

    private bool IsLost(LinkOptions options)
    {
        if (!_loss.IsSeeded)
        {
            _loss = _source.Generator("loss");
        }

        if (options.LossCorrelation == Probability.Never)
        {
            return _loss.Chance(options.Loss);
        }

        LinkParts parts = Parts;
        bool repeats = parts.LastWasLost is not null && parts.Streams.LossCorrelation.Chance(options.LossCorrelation);
        bool lost = repeats ? parts.LastWasLost == true : _loss.Chance(options.Loss);
        parts.LastWasLost = lost;
        return lost;
    }

    private bool SkipsDelay(LinkOptions options)
    {
        LinkParts parts = Parts;
        if (parts.DelayedInARow < options.ReorderingGap - 1 || !parts.Streams.Reordering.Chance(options.Reordering))
        {
            parts.DelayedInARow++;
            return false;
        }

        parts.DelayedInARow = 0;
        return true;
    }

    private bool IsDownAt(TimeSpan now)
    {
        if (_parts is { Schedule: { } schedule } parts && now >= parts.PhaseEnds)
        {
            Apply(schedule.At(now - parts.ScheduleBegan, out TimeSpan until) ?? parts.Own);
            parts.PhaseEnds = parts.ScheduleBegan.Plus(until);
        }

        return _options.IsDown;
    }

    private void Apply(LinkOptions options)
    {
        if (!Equals(options.LossModel, _options.LossModel) || (options.LossModel is not null && _parts is not { LossProcess: not null }))
        {
            Parts.LossProcess = options.LossModel?.Begin(Parts.Streams.LossModel);
        }

        _options = options;
        if (options.Rate is not null || _parts is { Queue: not null })
        {
            Queue.Limit(options.Rate);
        }

        bool isPerfect = options == LinkOptions.Perfect;
        if (!isPerfect && options != LossAndDelayOf(options))
        {
            _ = Parts;
        }

        _doesNothing = isPerfect && _parts is not { Schedule: not null };
    }

    /// <summary>Of these options what <see cref="Admit"/> and <see cref="ArrivalOf(TimeSpan)"/> do without <see cref="Parts"/>. Options
    /// that say anything else differ from it, be it an impairment that nobody thought of here: they take the whole way.</summary>
    private static LinkOptions LossAndDelayOf(LinkOptions options) =>
        new()
        {
            IsDown = options.IsDown,
            Mtu = options.Mtu,
            MtuIsSignalled = options.MtuIsSignalled,
            Loss = options.Loss,
            Delay = options.Delay,
            Jitter = options.Jitter,
            JitterDistribution = options.JitterDistribution,
            JitterTable = options.JitterTable,
            Order = options.Order,
        };

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
