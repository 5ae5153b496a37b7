using System.Numerics;

namespace JumpingVpn.Protocol.Wire;

/// <summary>Keeps one payload outside of its datagram until the next one is kept; the memory is there for the longest one so far.</summary>
internal struct PayloadCopy
{
    private byte[]? _bytes;

    public ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> payload)
    {
        if (_bytes is null || payload.Length > _bytes.Length)
        {
            _bytes = new byte[BitOperations.RoundUpToPowerOf2((uint)payload.Length)];
        }

        payload.CopyTo(_bytes);
        return _bytes.AsMemory(0, payload.Length);
    }
}
