namespace JumpingVpn.Protocol.Replay;

/// <summary>
/// The nonces that one session has accepted, as the 64-bit fingerprints of their proofs. It never forgets: at its bound
/// the session accepts no further nonce (fail closed). Nothing is allocated before the first one.
/// </summary>
internal struct NonceMemory
{
    private ulong[]? _fingerprints;

    public int Count { get; private set; }

    /// <summary>True if this fingerprint was remembered before.</summary>
    public readonly bool Contains(ulong fingerprint) => _fingerprints.AsSpan(0, Count).Contains(fingerprint);

    /// <summary>True if this fingerprint is the one remembered last.</summary>
    public readonly bool IsLatest(ulong fingerprint) => Count > 0 && _fingerprints![Count - 1] == fingerprint;

    /// <summary>Remembers one more. The caller has looked at the bound before.</summary>
    public void Add(ulong fingerprint, int bound)
    {
        if (_fingerprints is null || Count == _fingerprints.Length)
        {
            Array.Resize(ref _fingerprints, Math.Min(bound, Math.Max(4, Count * 2)));
        }

        _fingerprints[Count++] = fingerprint;
    }
}
