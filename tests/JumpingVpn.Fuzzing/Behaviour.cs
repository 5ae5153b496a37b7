using JumpingVpn.Protocol;

namespace JumpingVpn.Fuzzing;

/// <summary>Digests what a core did: the kinds of its events and the shape of its answers, but no ids and no numbers.</summary>
internal struct Behaviour
{
    private const ulong Prime = 0x0000_0100_0000_01B3UL;

    private ulong _digest;

    public readonly ulong Digest => _digest;

    public void Add(in SessionEvent e) =>
        Mix(((ulong)e.Kind << 48) ^ ((ulong)e.Code << 32) ^ ((ulong)e.Reason << 16) ^ (ulong)e.TransitionReason);

    public void Add(ReadOnlySpan<byte> answer)
    {
        foreach (byte octet in answer)
        {
            if (!char.IsAsciiHexDigit((char)octet)) // ids, nonces and numbers; what is left of the names still tells them apart
            {
                Mix(octet);
            }
        }
    }

    /// <summary>The order of magnitude of a size.</summary>
    public void AddSize(int size) => Mix((ulong)(64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)size)));

    private void Mix(ulong value) => _digest = (_digest ^ value ^ 0xCBF2_9CE4_8422_2325UL) * Prime;
}
