using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Client;

/// <summary>
/// What a client went through, from its events, without I/O: how long messages took, how often the transport was switched, and how long the
/// session took to answer again after each break, whether made on purpose or met.
/// </summary>
/// <remarks>Thread rule: any thread.</remarks>
internal sealed class ClientStatistics : ISessionEventSink
{
    private const int Kept = 10_000; // the latest, which is what percentiles are taken from

    private readonly Lock _gate = new();
    private readonly Dictionary<long, TimeSpan> _sentAt = [];
    private readonly Queue<TimeSpan> _roundTrips = new();
    private readonly Queue<TimeSpan> _recoveries = new();
    private TimeSpan? _brokenSince;
    private long _sent;
    private long _acknowledged;
    private long _failed;
    private long _received;
    private int _switches;

    /// <summary>What it comes to now.</summary>
    public ClientSummary Summary
    {
        get
        {
            lock (_gate)
            {
                return new ClientSummary(
                    _sent,
                    _acknowledged,
                    _sent - _acknowledged,
                    _received,
                    _switches,
                    Spread.Of(_roundTrips),
                    Spread.Of(_recoveries)
                );
            }
        }
    }

    /// <summary>How many messages are neither acknowledged nor given up.</summary>
    public long Waiting
    {
        get
        {
            lock (_gate)
            {
                return _sent - _acknowledged - _failed;
            }
        }
    }

    /// <summary>A message was handed to the session. It may have been acknowledged while it was.</summary>
    public void Sent(long sequence, TimeSpan at)
    {
        lock (_gate)
        {
            _sent++;
            _sentAt.TryAdd(sequence, at);
        }
    }

    /// <summary>Something was broken on purpose.</summary>
    public void Broke(TimeSpan at)
    {
        lock (_gate)
        {
            _brokenSince ??= at;
        }
    }

    /// <inheritdoc/>
    public void OnEvent(ISessionEvent e, TimeSpan at)
    {
        lock (_gate)
        {
            switch (e)
            {
                case DataRoundtrip acknowledged:
                    Acknowledge(acknowledged.Sequence, at);
                    break;
                case DataFailed failed when _sentAt.Remove(failed.Sequence):
                    _failed++;
                    break;
                case DownlinkAccepted:
                    _received++;
                    break;
                case ReattachResult { Code: RefusalCode.None, Reason: ReasonCode.None }:
                    _switches++;
                    Recover(at);
                    break;
                case StateChange { To: SessionState.Reattaching or SessionState.Degraded }:
                    _brokenSince ??= at;
                    break;
            }
        }
    }

    private void Acknowledge(long sequence, TimeSpan at)
    {
        if (_sentAt.Remove(sequence, out TimeSpan sent))
        {
            _acknowledged++;
            Keep(_roundTrips, at - sent);
        }

        Recover(at);
    }

    private void Recover(TimeSpan at)
    {
        if (_brokenSince is { } since && at >= since) // what had arrived before the break says nothing of what came after it
        {
            Keep(_recoveries, at - since);
            _brokenSince = null;
        }
    }

    private static void Keep(Queue<TimeSpan> times, TimeSpan time)
    {
        times.Enqueue(time);
        if (times.Count > Kept)
        {
            times.Dequeue();
        }
    }
}
