using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Network.Impairments;

/// <summary>What one direction of a link does to one datagram or copy.</summary>
/// <param name="Drop">Why it does not arrive; <see cref="DropReason.None"/> where it does.</param>
/// <param name="Delay">How long it is under way.</param>
/// <param name="FlippedBit">The bit that arrives flipped, counted from the lowest bit of the first byte; −1 for none.</param>
/// <param name="Copies">How many arrive: 1, or more, each further one with its own fate from <see cref="LinkModel.NextCopy"/>.</param>
public readonly record struct LinkFate(DropReason Drop, TimeSpan Delay, int FlippedBit, int Copies)
{
    /// <summary>True where it arrives.</summary>
    public bool IsDelivered => Drop == DropReason.None;

    /// <summary>Flips the bit that the link corrupted, if any.</summary>
    public void Corrupt(Span<byte> datagram)
    {
        if (FlippedBit >= 0)
        {
            datagram[FlippedBit >> 3] ^= (byte)(1 << (FlippedBit & 7));
        }
    }

    internal static LinkFate Dropped(DropReason reason) => new(reason, TimeSpan.Zero, FlippedBit: -1, Copies: 0);
}
