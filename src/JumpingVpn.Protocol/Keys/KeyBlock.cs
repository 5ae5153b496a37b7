using System.Runtime.CompilerServices;

namespace JumpingVpn.Protocol.Keys;

/// <summary>A key, in the object that holds it: no array of its own for each session.</summary>
[InlineArray(Blake2b.KeyLength)]
internal struct KeyBlock
{
    private byte _first;
}
