namespace JumpingVpn.Protocol.Keys;

/// <summary>
/// Keyed BLAKE2b (RFC 7693), personalised (BLAKE2 specification, section 2.5) by the use that a hash is for: one key makes independent
/// functions for as many uses as there are. It keeps no state between calls. Safe on any thread.
/// </summary>
internal static class Blake2b
{
    /// <summary>The length of a key in bytes.</summary>
    public const int KeyLength = 32;

    /// <summary>The length of the name of a use in bytes, zeros at its end included.</summary>
    public const int UseLength = 16;

    /// <summary>Computes a hash.</summary>
    /// <param name="key"><see cref="KeyLength"/> bytes.</param>
    /// <param name="use">One of <see cref="KeyLabels"/>, <see cref="UseLength"/> bytes.</param>
    /// <param name="input">What is hashed, of any length.</param>
    /// <param name="hash">1 to 64 bytes; its length is part of what is computed.</param>
    public static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> use, ReadOnlySpan<byte> input, Span<byte> hash)
    {
        if (
            key.Length != KeyLength
            || use.Length != UseLength
            || Sodium.KeyedBlake2b(hash, (nuint)hash.Length, input, (ulong)input.Length, key, (nuint)key.Length, 0, use) != 0
        )
        {
            throw new ArgumentException("A keyed hash needs a key of 32 bytes, a use of 16 bytes and 1 to 64 bytes of room.");
        }
    }
}
