using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Network.Impairments;

/// <summary>
/// The bottleneck of one direction of a link: a queue before a token bucket (<see cref="RateLimit"/>). It holds no datagrams but the
/// carrier's handles of them, and no clock.
/// </summary>
/// <remarks>
/// <para>For a datagram whose fate is queued, <see cref="TryEvict"/> until it answers false, then <see cref="TryEnter"/>; at
/// <see cref="NextDeparture"/>, <see cref="TryLeave"/> until it answers false. The time of the head never becomes earlier.</para>
/// <para>Tokens are counted in units of 10⁻⁷ bits, so that a tick brings exactly the rate: no remainder is ever lost.</para>
/// <para>Thread rule: one thread at a time. It allocates only to grow.</para>
/// </remarks>
internal sealed class LinkQueue
{
    private Waiting[] _ring = [];
    private RateLimit? _limit;
    private CoDel _coDel;
    private Int128 _tokens;
    private TimeSpan _countedAt;
    private int _head;
    private long _bytes;

    /// <summary>How many datagrams wait.</summary>
    public int Count { get; private set; }

    /// <summary>When the datagram at the head leaves; <see cref="TimeSpan.MaxValue"/> for an empty queue.</summary>
    public TimeSpan NextDeparture { get; private set; } = TimeSpan.MaxValue;

    /// <summary>Makes room for a datagram where the discipline gives up older ones for it.</summary>
    /// <param name="length">The length of the one that enters.</param>
    /// <param name="evicted">One that must go; call again.</param>
    public bool TryEvict(int length, out QueuedDatagram evicted)
    {
        evicted = default;
        if (_limit is not { Discipline: QueueDiscipline.DropHead } || HasRoom(length) || Count < 2)
        {
            return false;
        }

        // The head is being sent already: it moves into the place of the second, which goes.
        int second = (_head + 1) & (_ring.Length - 1);
        evicted = new QueuedDatagram(_ring[second].Handle, _ring[second].ExtraDelay, DropReason.QueueFull);
        _bytes -= _ring[second].Length;
        _ring[second] = _ring[_head];
        _head = second;
        Count--;
        return true;
    }

    /// <summary>Takes a datagram in.</summary>
    /// <returns>False if the queue has no room for it.</returns>
    public bool TryEnter(int handle, int length, TimeSpan extraDelay, TimeSpan now)
    {
        if (!HasRoom(length))
        {
            return false;
        }

        if (Count == _ring.Length)
        {
            Grow();
        }

        _ring[(_head + Count) & (_ring.Length - 1)] = new Waiting(handle, length, extraDelay, now);
        _bytes += length;
        Count++;
        if (Count == 1)
        {
            Refill(now, idle: true);
            PlanHead(now);
        }

        return true;
    }

    /// <summary>Takes the head out if it is due: sent, or given up by the discipline.</summary>
    public bool TryLeave(TimeSpan now, out QueuedDatagram left)
    {
        left = default;
        if (Count == 0 || now < NextDeparture)
        {
            return false;
        }

        Waiting head = _ring[_head];
        _head = (_head + 1) & (_ring.Length - 1);
        _bytes -= head.Length;
        Count--;
        Refill(now, idle: false);
        bool drops = _limit is { Discipline: QueueDiscipline.CoDel } limit && _coDel.Drops(limit, now - head.Entered, Count == 0, now);
        if (!drops)
        {
            _tokens -= Cost(head.Length);
        }

        left = new QueuedDatagram(head.Handle, head.ExtraDelay, drops ? DropReason.QueueFull : DropReason.None);
        PlanHead(now);
        return true;
    }

    /// <summary>Changes the bottleneck; the datagram at its turn keeps its time, those behind it see the new one.</summary>
    internal void Limit(RateLimit? limit)
    {
        if (limit != _limit)
        {
            _limit = limit;
            _coDel = default;
        }
    }

    private bool HasRoom(int length) =>
        _limit is null || (Count < _limit.QueueDatagrams && (_limit.QueueBytes is not { } bytes || _bytes + length <= bytes));

    private Int128 Cost(int length) =>
        _limit is null ? 0 : (Int128)Math.Max(0, length + _limit.OverheadBytes) * 8 * TimeSpan.TicksPerSecond;

    private void Refill(TimeSpan now, bool idle)
    {
        if (_limit is not null)
        {
            _tokens += (Int128)(now - _countedAt).Ticks * _limit.Rate.BitsPerSecond;
            Int128 full = (Int128)_limit.BurstBytes * 8 * TimeSpan.TicksPerSecond;
            if (idle && _tokens > full)
            {
                _tokens = full;
            }
        }

        _countedAt = now;
    }

    private void PlanHead(TimeSpan now)
    {
        if (Count == 0)
        {
            NextDeparture = TimeSpan.MaxValue;
            return;
        }

        Int128 missing = Cost(_ring[_head].Length) - _tokens;
        long rate = _limit?.Rate.BitsPerSecond ?? 1;
        NextDeparture = missing <= 0 || _limit is null ? now : now + TimeSpan.FromTicks((long)((missing + rate - 1) / rate));
    }

    private void Grow()
    {
        var larger = new Waiting[Math.Max(8, _ring.Length * 2)];
        for (int i = 0; i < Count; i++)
        {
            larger[i] = _ring[(_head + i) & (_ring.Length - 1)];
        }

        _ring = larger;
        _head = 0;
    }

    private readonly record struct Waiting(int Handle, int Length, TimeSpan ExtraDelay, TimeSpan Entered);
}
