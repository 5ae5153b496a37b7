using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>
/// One direction of a link: datagrams and times go in, fates come out. It holds no clock, no queue and no datagram.
/// </summary>
/// <remarks>
/// <para>The one order in which the impairments apply: 1 MTU, 2 loss, 3 duplication; then for the datagram and for every copy
/// 4 corruption, 5 reordering, 6 delay and jitter, 7 the order rule. What an earlier one drops draws nothing from the later ones.</para>
/// <para>Every impairment draws from its own stream, named below the link's label: <c>loss</c>, <c>duplication</c>,
/// <c>corruption</c>, <c>reordering</c>, <c>jitter</c>. Switching one on or off shifts no other.</para>
/// <para>Thread rule: one thread at a time. It allocates only when an impairment is first used.</para>
/// </remarks>
public sealed class LinkModel
{
    private readonly RandomSource _streams;
    private LinkOptions _options = LinkOptions.Perfect;
    private RandomStream? _loss;
    private RandomStream? _duplication;
    private RandomStream? _corruption;
    private RandomStream? _reordering;
    private DelaySampler? _delay;
    private TimeSpan _latestArrival = TimeSpan.MinValue;
    private int _delayedInARow;

    /// <summary>Creates one direction of a link.</summary>
    /// <param name="options">What it does; validated here.</param>
    /// <param name="streams">Where its streams come from, already narrowed to this link and direction.</param>
    /// <exception cref="ArgumentException">Impossible options.</exception>
    public LinkModel(LinkOptions options, in RandomSource streams)
    {
        _streams = streams;
        Options = options;
    }

    /// <summary>What the link does from now on. Datagrams under way keep their fate, and every stream goes on where it was.</summary>
    /// <exception cref="ArgumentException">Impossible options; the old ones stay.</exception>
    public LinkOptions Options
    {
        get => _options;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (!ReferenceEquals(value, LinkOptions.Perfect))
            {
                value.Validate();
            }

            _options = value;
            _loss = Needed(value.Loss, _loss, "loss");
            _duplication = Needed(value.Duplication, _duplication, "duplication");
            _corruption = Needed(value.Corruption, _corruption, "corruption");
            _reordering = Needed(value.Reordering, _reordering, "reordering");
            _delay = value.Jitter > TimeSpan.Zero ? _delay ?? new DelaySampler(_streams.Stream("jitter")) : _delay;
            IsPerfect = value == LinkOptions.Perfect;
        }
    }

    /// <summary>True where every fate is "arrives at once, unchanged": a carrier may then skip the call.</summary>
    public bool IsPerfect { get; private set; }

    /// <summary>Decides over a datagram that enters the link.</summary>
    /// <param name="length">The payload in bytes.</param>
    /// <param name="now">The time of entry; never earlier than in the call before.</param>
    public LinkFate Next(int length, TimeSpan now)
    {
        LinkOptions options = _options;
        if (length > options.Mtu)
        {
            return LinkFate.Dropped(DropReason.Mtu);
        }

        if (options.Loss != Probability.Never && _loss!.Chance(options.Loss))
        {
            return LinkFate.Dropped(DropReason.Loss);
        }

        bool twice = options.Duplication != Probability.Never && _duplication!.Chance(options.Duplication);
        return Arrive(options, length, now, twice ? 2 : 1);
    }

    /// <summary>Decides over a further copy, once for each that <see cref="LinkFate.Copies"/> announced beyond the first.</summary>
    /// <param name="length">The payload in bytes.</param>
    /// <param name="now">The time of entry of the datagram that was copied.</param>
    public LinkFate NextCopy(int length, TimeSpan now) => Arrive(_options, length, now, copies: 1);

    private LinkFate Arrive(LinkOptions options, int length, TimeSpan now, int copies)
    {
        int flippedBit = -1;
        if (options.Corruption != Probability.Never && _corruption!.Chance(options.Corruption) && length > 0)
        {
            flippedBit = (int)_corruption.Below((ulong)length * 8);
        }

        if (options.Reordering != Probability.Never && SkipsDelay(options))
        {
            return new LinkFate(DropReason.None, TimeSpan.Zero, flippedBit, copies);
        }

        TimeSpan delay = options.Jitter == TimeSpan.Zero ? options.Delay : _delay!.Next(options);
        TimeSpan arrival = now + delay;
        if (options.Order == LinkOrder.Preserve && arrival < _latestArrival)
        {
            arrival = _latestArrival;
        }

        if (arrival > _latestArrival)
        {
            _latestArrival = arrival;
        }

        return new LinkFate(DropReason.None, arrival - now, flippedBit, copies);
    }

    private bool SkipsDelay(LinkOptions options)
    {
        if (_delayedInARow < options.ReorderingGap - 1 || !_reordering!.Chance(options.Reordering))
        {
            _delayedInARow++;
            return false;
        }

        _delayedInARow = 0;
        return true;
    }

    private RandomStream? Needed(Probability probability, RandomStream? stream, string label) =>
        probability == Probability.Never ? stream : stream ?? _streams.Stream(label);
}
