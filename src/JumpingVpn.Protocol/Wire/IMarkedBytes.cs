namespace JumpingVpn.Protocol.Wire;

/// <summary>64 bytes with what two tables say of each. In each word that it gives, the lowest bit represents the first byte.</summary>
/// <typeparam name="TSelf">The structure itself, so that the compiler makes code for it alone.</typeparam>
internal interface IMarkedBytes<TSelf>
    where TSelf : struct, IMarkedBytes<TSelf>
{
    /// <summary>How many bytes it holds.</summary>
    const int Length = 64;

    /// <summary>Takes the first 64 bytes. What is said of a byte is what both tables say, the one of its higher half and the one of its
    /// lower half.</summary>
    static abstract TSelf Load(ReadOnlySpan<byte> bytes, in HalfByteTable byHigh, in HalfByteTable byLow);

    /// <summary>The bytes that are below a blank.</summary>
    ulong Controls { get; }

    /// <summary>The bytes that are this one.</summary>
    ulong Are(char c);

    /// <summary>The bytes of which at least one of these marks is said.</summary>
    ulong With(byte marks);
}
