using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Forwarding;

/// <summary>
/// Hands the datagrams that wait to one session, no more at a time than it has in flight, so that what waits stays here, where it can be
/// put in order and grow old.
/// </summary>
/// <remarks>Thread rule: one thread at a time, under the lock of the session's driver.</remarks>
/// <param name="delivery">What is promised.</param>
/// <param name="limits">The bounds.</param>
/// <param name="lost">Called for each datagram that is lost here.</param>
internal sealed class Feeder(ForwardDelivery delivery, ForwardLimits limits, Action<ForwardLoss> lost)
{
    /// <summary>Hands a message over; false if the session has no room.</summary>
    public delegate bool TrySend(byte[] frame, out long sequence);

    private readonly ForwardQueue _queue = new(delivery, limits, lost);
    private readonly HashSet<long> _inFlight = [];
    private readonly HashSet<long> _endedAtOnce = [];
    private bool _feeding;

    /// <summary>What is promised of each message.</summary>
    public DeliverySemantics Semantics { get; } =
        delivery == ForwardDelivery.NewestFirst ? DeliverySemantics.AtMostOnce : DeliverySemantics.ExactlyOnce;

    /// <summary>How many bytes wait.</summary>
    public int WaitingBytes => _queue.Bytes;

    /// <summary>How many messages the session was given and has not done with.</summary>
    public int InFlight => _inFlight.Count;

    /// <summary>Takes a datagram.</summary>
    public void Add(byte[] frame, TimeSpan now) => _queue.Add(frame, now);

    /// <summary>The session has done with a message.</summary>
    /// <returns>False if it was none of these.</returns>
    public bool Ended(long sequence, bool acknowledged)
    {
        if (!_inFlight.Remove(sequence) && !(_feeding && _endedAtOnce.Add(sequence)))
        {
            return false;
        }

        if (!acknowledged)
        {
            lost(ForwardLoss.NotAcknowledged);
        }

        return true;
    }

    /// <summary>The session is gone, and what it had in flight with it.</summary>
    public void Forget()
    {
        foreach (long _ in _inFlight)
        {
            lost(ForwardLoss.NotAcknowledged);
        }

        _inFlight.Clear();
    }

    /// <summary>Hands over what the session has room for. A call from inside <paramref name="send"/> leaves it to the outer one.</summary>
    public void Feed(TrySend send, TimeSpan now)
    {
        if (_feeding)
        {
            return;
        }

        _feeding = true;
        while (_inFlight.Count < limits.InFlight && _queue.Take(now) is { } frame)
        {
            _endedAtOnce.Clear();
            if (!send(frame, out long sequence))
            {
                lost(ForwardLoss.QueueFull); // the session has less room than it is fed at once
            }
            else if (!_endedAtOnce.Contains(sequence))
            {
                _inFlight.Add(sequence);
            }
        }

        _feeding = false;
    }
}
