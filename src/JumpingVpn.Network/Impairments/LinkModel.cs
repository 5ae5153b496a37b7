using JumpingVpn.Datagrams;
using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>
/// One direction of a link: datagrams and times go in, fates come out. It holds no clock, no timer and no datagram.
/// </summary>
/// <remarks>
/// <para>The one order in which the impairments apply: 1 down, 2 targeted faults, 3 MTU, 4 loss, 5 duplication; then for the datagram and
/// for every copy 6 corruption, 7 rate and queue, 8 reordering, 9 delay and jitter, 10 the order rule, 11 clog. What an earlier one drops
/// draws nothing from the later ones.</para>
/// <para>Every impairment draws from its own stream, named below the link's label: <c>loss</c>, <c>loss-correlation</c>, <c>loss-model</c>,
/// <c>duplication</c>, <c>copies</c>, <c>copy-delay</c>, <c>corruption</c>, <c>reordering</c>, <c>jitter</c>, <c>jitter-correlation</c>,
/// <c>clog</c>. Switching one on or off shifts no other.</para>
/// <para>Thread rule: one thread at a time. It allocates only when an impairment is first used, and to grow its queue.</para>
/// </remarks>
public sealed class LinkModel
{
    private readonly RandomSource _source;
    private LinkStreams? _streamsInUse;
    private LinkFaults? _faults;
    private LinkInterceptors? _interceptors;
    private LinkQueue? _queue;
    private LinkOptions _options = LinkOptions.Perfect;
    private LinkOptions _own = LinkOptions.Perfect;
    private LossProcess? _lossProcess;
    private LinkSchedule? _schedule;
    private TimeSpan _scheduleBegan;
    private TimeSpan _phaseEnds = TimeSpan.MaxValue;
    private TimeSpan _latestArrival = TimeSpan.MinValue;
    private TimeSpan _clogEnds;
    private int _delayedInARow;
    private bool _lastWasLost;
    private bool _hasEarlier;

    /// <summary>Creates one direction of a link.</summary>
    /// <param name="options">What it does; validated here.</param>
    /// <param name="streams">Where its streams come from, already narrowed to this link and direction.</param>
    /// <exception cref="ArgumentException">Impossible options.</exception>
    public LinkModel(LinkOptions options, in RandomSource streams)
    {
        _source = streams;
        Options = options;
    }

    /// <summary>What the link does from now on, phases of a schedule aside. Datagrams under way keep their fate, and every stream goes on
    /// where it was.</summary>
    /// <exception cref="ArgumentException">Impossible options; the old ones stay.</exception>
    public LinkOptions Options
    {
        get => _own;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (!ReferenceEquals(value, LinkOptions.Perfect))
            {
                value.Validate();
            }

            bool inPhase = !ReferenceEquals(_options, _own);
            _own = value;
            if (!inPhase)
            {
                Apply(value);
            }
        }
    }

    /// <summary>The targeted faults.</summary>
    public LinkFaults Faults => _faults ??= new LinkFaults(Reconsider);

    /// <summary>The attackers who stand at the entrance of the link; the carrier asks them before it asks for a fate.</summary>
    public LinkInterceptors Interceptors => _interceptors ??= new LinkInterceptors(Reconsider);

    /// <summary>True while an attacker stands at the entrance of the link.</summary>
    public bool IsIntercepted => _interceptors is { Any: true };

    /// <summary>What was set on this link on purpose and never did anything: targeted faults that never struck, attackers who touched
    /// nothing. In words, oldest first.</summary>
    public IEnumerable<string> VacuousFaults =>
        (_faults?.All.Where(fault => fault.IsVacuous).Select(fault => fault.ToString()) ?? [])
        .Concat(_interceptors?.All.Where(point => point.IsVacuous).Select(point => point.ToString()) ?? []);

    /// <summary>Where datagrams wait whose fate is queued; the carrier drives it.</summary>
    public LinkQueue Queue => _queue ??= new LinkQueue();

    /// <summary>True where every fate is "arrives at once, unchanged": a carrier may then skip the call.</summary>
    public bool IsPerfect { get; private set; }

    /// <summary>True while a targeted fault is set: only then do the bytes and addresses of a datagram matter.</summary>
    public bool HasFaults => _faults is { Any: true };

    // A perfect link, of which a big world has many, holds none of its parts.
    private LinkStreams Streams => _streamsInUse ??= new LinkStreams(_source);

    /// <summary>Lets the link vary by a schedule that begins now; null ends the one there is.</summary>
    public void Follow(LinkSchedule? schedule, TimeSpan now)
    {
        _schedule = schedule;
        _scheduleBegan = now;
        _phaseEnds = schedule is null ? TimeSpan.MaxValue : now;
        Apply(_own);
    }

    /// <summary>Decides over a datagram that enters the link, targeted faults included.</summary>
    /// <param name="payload">The datagram.</param>
    /// <param name="source">Its source as it stands on this link.</param>
    /// <param name="destination">Its destination as it stands on this link.</param>
    /// <param name="now">The time of entry; never earlier than in the call before.</param>
    public LinkFate Next(ReadOnlySpan<byte> payload, in TransportAddress source, in TransportAddress destination, TimeSpan now)
    {
        if (!HasFaults || IsDownAt(now) || _faults!.Struck(payload, source, destination) is not { } fault)
        {
            return Next(payload.Length, now);
        }

        if (fault.Action == FaultAction.Drop)
        {
            return LinkFate.Dropped(DropReason.Loss);
        }

        LinkFate fate = Next(payload.Length, now);
        return !fate.IsDelivered ? fate : fault.Action switch
        {
            FaultAction.Hold => fate with { HeldBy = fault },
            FaultAction.Duplicate => fate with { Copies = fate.Copies + 1 },
            _ => fate with { Delay = fate.Delay + fault.ExtraDelay },
        };
    }

    /// <summary>Decides over a datagram that enters the link, targeted faults aside.</summary>
    /// <param name="length">The payload in bytes.</param>
    /// <param name="now">The time of entry; never earlier than in the call before.</param>
    public LinkFate Next(int length, TimeSpan now)
    {
        if (IsDownAt(now))
        {
            return LinkFate.Dropped(DropReason.LinkDown);
        }

        LinkOptions options = _options;
        if (length > options.Mtu)
        {
            return LinkFate.Dropped(DropReason.Mtu);
        }

        if ((options.Loss != Probability.Never && IsLost(options)) || (_lossProcess is not null && _lossProcess.Loses(now)))
        {
            return LinkFate.Dropped(DropReason.Loss);
        }

        int copies = 1;
        if (options.Duplication != Probability.Never && Streams.Duplication.Chance(options.Duplication))
        {
            copies += options.MaxCopies == 1 ? 1 : (int)Streams.Copies.Between(1, options.MaxCopies);
        }

        return Arrive(options, length, now, copies, TimeSpan.Zero);
    }

    /// <summary>Decides over a further copy, once for each that <see cref="LinkFate.Copies"/> announced beyond the first.</summary>
    /// <param name="length">The payload in bytes.</param>
    /// <param name="now">The time of entry of the datagram that was copied.</param>
    public LinkFate NextCopy(int length, TimeSpan now)
    {
        LinkOptions options = _options;
        TimeSpan later = options.CopyDelay == TimeSpan.Zero
            ? TimeSpan.Zero
            : TimeSpan.FromTicks(Streams.CopyDelay.Between(0, options.CopyDelay.Ticks));
        return Arrive(options, length, now, copies: 1, later);
    }

    /// <summary>How long a datagram is under way that has left the queue, or was held.</summary>
    /// <param name="now">The time at which it left.</param>
    public TimeSpan Depart(TimeSpan now) => Travel(_options, now);

    private LinkFate Arrive(LinkOptions options, int length, TimeSpan now, int copies, TimeSpan later)
    {
        bool queued = options.Rate is not null || _queue is { Count: > 0 };
        if (options.Corruption == Probability.Never && !queued)
        {
            return new LinkFate(DropReason.None, Travel(options, now) + later, FlippedBit: -1, copies);
        }

        var fate = new LinkFate(DropReason.None, later, FlippedBit: -1, copies) { IsQueued = queued };
        if (options.Corruption != Probability.Never && Streams.Corruption.Chance(options.Corruption) && length > 0)
        {
            fate = Corrupted(options, fate, length);
        }

        return queued || !fate.IsDelivered ? fate : fate with { Delay = Travel(options, now) + later };
    }

    private LinkFate Corrupted(LinkOptions options, in LinkFate fate, int length) => options.CorruptionKind switch
    {
        CorruptionKind.BitFlip => fate with { FlippedBit = (int)Streams.Corruption.Below((ulong)length * 8) },
        CorruptionKind.Truncate => fate with { LengthChange = -(int)Streams.Corruption.Between(1, length) },
        CorruptionKind.Extend => fate with { LengthChange = (int)Streams.Corruption.Between(1, 64) },
        _ => fate with { Drop = DropReason.Corruption },
    };

    private TimeSpan Travel(LinkOptions options, TimeSpan now)
    {
        if (options.Reordering != Probability.Never && SkipsDelay(options))
        {
            return Unclogged(options, now) - now;
        }

        TimeSpan delay = options.Jitter == TimeSpan.Zero ? options.Delay : Streams.Delay.Next(options);
        TimeSpan arrival = now + delay;
        if (options.Order == LinkOrder.Preserve && arrival < _latestArrival)
        {
            arrival = _latestArrival;
        }

        if (options.Clog is not null || arrival < _clogEnds)
        {
            arrival = Max(arrival, Unclogged(options, now));
        }

        if (arrival > _latestArrival)
        {
            _latestArrival = arrival;
        }

        return arrival - now;
    }

    /// <summary>The earliest time at which something may arrive that leaves now; it may itself clog the link.</summary>
    private TimeSpan Unclogged(LinkOptions options, TimeSpan now)
    {
        if (options.Clog is { } clog && now >= _clogEnds && Streams.Clog.Chance(clog.Chance))
        {
            _clogEnds = now + TimeSpan.FromTicks(Streams.Clog.Between(1, clog.MeanDuration.Ticks * 2));
        }

        return Max(now, _clogEnds);
    }

    private bool IsLost(LinkOptions options)
    {
        if (options.LossCorrelation == Probability.Never)
        {
            return Streams.Loss.Chance(options.Loss);
        }

        bool repeats = _hasEarlier && Streams.LossCorrelation.Chance(options.LossCorrelation);
        _lastWasLost = repeats ? _lastWasLost : Streams.Loss.Chance(options.Loss);
        _hasEarlier = true;
        return _lastWasLost;
    }

    private bool SkipsDelay(LinkOptions options)
    {
        if (_delayedInARow < options.ReorderingGap - 1 || !Streams.Reordering.Chance(options.Reordering))
        {
            _delayedInARow++;
            return false;
        }

        _delayedInARow = 0;
        return true;
    }

    private bool IsDownAt(TimeSpan now)
    {
        if (now >= _phaseEnds)
        {
            Apply(_schedule!.At(now - _scheduleBegan, out TimeSpan until) ?? _own);
            _phaseEnds = until == TimeSpan.MaxValue ? until : until + _scheduleBegan;
        }

        return _options.IsDown;
    }

    private void Apply(LinkOptions options)
    {
        if (!Equals(options.LossModel, _options.LossModel) || (_lossProcess is null && options.LossModel is not null))
        {
            _lossProcess = options.LossModel?.Begin(Streams.LossModel);
        }

        _options = options;
        if (options.Rate is not null || _queue is not null)
        {
            Queue.Limit(options.Rate);
        }

        Reconsider();
    }

    private void Reconsider() => IsPerfect = !HasFaults && !IsIntercepted && _schedule is null && _own == LinkOptions.Perfect;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
