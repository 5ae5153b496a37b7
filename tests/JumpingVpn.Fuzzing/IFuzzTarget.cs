namespace JumpingVpn.Fuzzing;

/// <summary>Something that takes datagrams from strangers and must survive them unmoved. One thread at a time.</summary>
public interface IFuzzTarget : IDisposable
{
    /// <summary>Genuine datagrams to begin with; mutations start from here.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Takes one datagram.</summary>
    /// <returns>A digest of how it behaved: a value not seen before makes the datagram worth mutating further.</returns>
    /// <exception cref="FuzzViolationException">The datagram moved what it must not move.</exception>
    ulong Feed(ReadOnlySpan<byte> datagram);
}
