using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>What one direction of a link does to one datagram or copy.</summary>
/// <param name="Drop">Why it does not arrive; <see cref="DropReason.None"/> where it does.</param>
/// <param name="Delay">How long it is in flight; for a queued one, how much longer than the queue and the link take.</param>
/// <param name="FlippedBit">The bit that arrives flipped, counted from the lowest bit of the first byte; −1 for none.</param>
/// <param name="Copies">How many arrive: 1, or more, each further one with its own fate from <see cref="LinkModel.NextCopy"/>.</param>
public readonly record struct LinkFate(DropReason Drop, TimeSpan Delay, int FlippedBit, int Copies)
{
    /// <summary>True if it arrives.</summary>
    public bool IsDelivered => Drop == DropReason.None;

    /// <summary>True if it goes into the queue of the rate limit before it is in flight.</summary>
    public bool IsQueued { get; init; }

    /// <summary>The fault that holds it until it is released; null for none.</summary>
    public LinkFault? HeldBy { get; init; }

    /// <summary>How much of the delay comes from faults; its copies have it, too.</summary>
    public TimeSpan LateBy { get; init; }

    /// <summary>How many bytes it loses at its end (negative) or gains there (positive).</summary>
    public int LengthChange { get; init; }

    /// <summary>True if its bytes arrive changed.</summary>
    public bool IsCorrupted => FlippedBit >= 0 || LengthChange != 0;

    /// <summary>Flips the bit that the link corrupted, if any, and writes the bytes that it gained.</summary>
    /// <param name="datagram">As long as it arrives: its length before plus <see cref="LengthChange"/>.</param>
    public void Corrupt(Span<byte> datagram)
    {
        if (FlippedBit >= 0)
        {
            datagram[FlippedBit >> 3] ^= (byte)(1 << (FlippedBit & 7));
        }

        if (LengthChange > 0)
        {
            // The noise follows from length and place: it needs no draw, and is the same on every carrier.
            Span<byte> gained = datagram[^LengthChange..];
            for (int i = 0; i < gained.Length; i++)
            {
                gained[i] = (byte)SplitMix64.Mix((ulong)(datagram.Length + i));
            }
        }
    }

    internal static LinkFate Dropped(DropReason reason) => new(reason, TimeSpan.Zero, FlippedBit: -1, Copies: 0);
}
