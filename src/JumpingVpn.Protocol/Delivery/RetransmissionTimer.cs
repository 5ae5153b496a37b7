using System.Buffers.Binary;

namespace JumpingVpn.Protocol.Delivery;

/// <summary>When something that was sent is due again. The wait doubles up to a maximum, less a jitter of up to an eighth.</summary>
internal struct RetransmissionTimer
{
    /// <summary>When it is due; null if nothing was sent, or if it need not be sent again.</summary>
    public TimeSpan? Deadline { get; private set; }

    /// <summary>How often it was sent since the timer was created.</summary>
    public int Attempts { get; private set; }

    public readonly bool IsDue(TimeSpan now) => Deadline <= now;

    /// <summary>
    /// Records one transmission and sets the deadline of the next: <paramref name="first"/> for the first one, at most <paramref
    /// name="maximum"/>.
    /// </summary>
    public void Sent(TimeSpan now, TimeSpan first, TimeSpan maximum, IEntropySource entropy)
    {
        long wait = first.Ticks;
        for (int i = 0; i < Attempts && wait < maximum.Ticks; i++)
        {
            wait *= 2;
        }

        wait = Math.Min(wait, maximum.Ticks);
        Span<byte> random = stackalloc byte[2];
        entropy.Fill(random);
        long jitter = (wait / 8 * BinaryPrimitives.ReadUInt16BigEndian(random)) >> 16;
        Deadline = now + TimeSpan.FromTicks(wait - jitter);
        Attempts++;
    }

    /// <summary>Stops the timer: nothing is due.</summary>
    public void Stop() => Deadline = null;
}
