namespace JumpingVpn.Cli.Forwarding;

/// <summary>
/// The datagrams that wait until their session has room, without I/O: bounded in bytes and in time. Where each is to be delivered once, the
/// oldest goes first, and what finds no room is lost; where the newest goes first, the oldest gives way.
/// </summary>
/// <param name="delivery">The order.</param>
/// <param name="limits">The bounds.</param>
/// <param name="lost">Called for each datagram that leaves it in vain.</param>
internal sealed class ForwardQueue(ForwardDelivery delivery, ForwardLimits limits, Action<ForwardLoss> lost)
{
    /// <summary>What one datagram counts besides its bytes, so that empty ones are bounded too.</summary>
    public const int Overhead = 64;

    private readonly LinkedList<(TimeSpan Since, byte[] Frame)> _waiting = [];

    /// <summary>How many bytes wait, with their overhead.</summary>
    public int Bytes { get; private set; }

    /// <summary>How many datagrams wait.</summary>
    public int Count => _waiting.Count;

    private TimeSpan LongestWait => delivery == ForwardDelivery.NewestFirst ? limits.LongestWaitOfNewest : limits.LongestWait;

    /// <summary>Takes a datagram, as the frame that it will be sent as.</summary>
    public void Add(byte[] frame, TimeSpan now)
    {
        DropOld(now);
        int size = frame.Length + Overhead;
        while (delivery == ForwardDelivery.NewestFirst && Bytes + size > limits.WaitingBytes && _waiting.First is { } oldest)
        {
            Remove(oldest);
            lost(ForwardLoss.QueueFull);
        }

        if (Bytes + size > limits.WaitingBytes)
        {
            lost(ForwardLoss.QueueFull);
            return;
        }

        _waiting.AddLast((now, frame));
        Bytes += size;
    }

    /// <summary>Gives the next one; null if none waits.</summary>
    public byte[]? Take(TimeSpan now)
    {
        DropOld(now);
        if ((delivery == ForwardDelivery.NewestFirst ? _waiting.Last : _waiting.First) is not { } next)
        {
            return null;
        }

        Remove(next);
        return next.Value.Frame;
    }

    private void DropOld(TimeSpan now)
    {
        while (_waiting.First is { } oldest && now - oldest.Value.Since >= LongestWait)
        {
            Remove(oldest);
            lost(ForwardLoss.TooOld);
        }
    }

    private void Remove(LinkedListNode<(TimeSpan Since, byte[] Frame)> node)
    {
        Bytes -= node.Value.Frame.Length + Overhead;
        _waiting.Remove(node);
    }
}
