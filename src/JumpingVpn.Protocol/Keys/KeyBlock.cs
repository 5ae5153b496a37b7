using System.Runtime.CompilerServices;

namespace JumpingVpn.Protocol.Keys;

/// <summary>Three keys of 32 bytes, in the object that holds them: no array of its own for each session.</summary>
[InlineArray(Length)]
internal struct KeyBlock
{
    public const int Length = 3 * SessionKeys.KeyLength;

    private byte _first;
}
