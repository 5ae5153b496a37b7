using System.Buffers.Binary;
using JumpingVpn.Datagrams;
using JumpingVpn.Fuzzing;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Server;

namespace JumpingVpn.Benchmarks.Protocol;

/// <summary>
/// The order of expiry by itself: what an accepted datagram costs for it among so many sessions, beside a bare look-up of the same
/// sessions in the same order. Nothing is ever due.
/// </summary>
internal sealed class IdleOrder
{
    private const int ExpiriesPerDatagram = 32;

    private readonly ServerJournal _journal = new(maximumPendingEvents: 16);
    private readonly LiveSessions _sessions;
    private readonly SessionId[] _ids;
    private Walk _lookingUp = new();
    private Walk _restarting = new();
    private TimeSpan _now;

    /// <param name="count">How many sessions there are.</param>
    public IdleOrder(int count)
    {
        var entropy = new SeededEntropy(1);
        _sessions = new LiveSessions(
            new ServerOptions { IdleTtl = TimeSpan.FromDays(1), MaximumLifetime = TimeSpan.FromDays(365) },
            entropy,
            _journal
        );
        Span<byte> id = stackalloc byte[8];
        _ids = new SessionId[count];
        for (int i = 0; i < count; i++)
        {
            entropy.Fill(id);
            _ids[i] = new SessionId(BinaryPrimitives.ReadUInt64BigEndian(id));
            _sessions.Add(new Session(_ids[i], TransportAddress.FromIPv4((uint)i, 4500), _now));
        }
    }

    /// <summary>When the next session ends, as of the last datagram.</summary>
    public TimeSpan? NextExpiry { get; private set; }

    /// <summary>Finds sessions and notes when; each is found only when the one before is done with, as in
    /// <see cref="BareLookUp.Run"/>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="inTurn">Whether each session has its turn, or they come in no order.</param>
    public long RunLookUp(int count, bool inTurn)
    {
        for (int i = 0; i < count; i++)
        {
            Session session = _sessions.Peek(_ids[_lookingUp.Next(_ids.Length, inTurn)])!;
            session.LastActivity = _now;
            _lookingUp.Await(session);
        }

        return count;
    }

    /// <summary>Does what each accepted datagram does: ends what is due, finds its session, restarts its time to live, and asks when the
    /// next one ends.</summary>
    /// <param name="count">How many.</param>
    /// <param name="inTurn">Whether each session has its turn, or they come in no order.</param>
    public long RunRestart(int count, bool inTurn)
    {
        for (int i = 0; i < count; i++)
        {
            _now += TimeSpan.FromTicks(1);
            _journal.Advance(_now);
            _sessions.ExpireDue(ExpiriesPerDatagram);
            Session session = _sessions.Find(_ids[_restarting.Next(_ids.Length, inTurn)])!;
            _sessions.Touch(session);
            NextExpiry = _sessions.NextExpiry;
            _restarting.Await(session);
        }

        return count;
    }

    private struct Walk()
    {
        private int _place;
        private ulong _random = 1;

        public int Next(int count, bool inTurn)
        {
            _random = (_random * 6_364_136_223_846_793_005UL) + 1_442_695_040_888_963_407UL;
            _place = (int)((_place + 7_919L + (inTurn ? 0 : (long)(_random >> 33))) % count);
            return _place;
        }

        /// <summary>Makes the next look-up wait for this session's memory; a slot is never negative.</summary>
        public void Await(Session session) => _place += session.Slot >> 31;
    }
}
