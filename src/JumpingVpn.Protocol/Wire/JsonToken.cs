namespace JumpingVpn.Protocol.Wire;

/// <summary>A name or a value of a JSON text, by its place in it; a string without its quotes, and with its escapes. A reader keeps one
/// for each member, so it is small: no datagram is longer than its numbers tell.</summary>
/// <param name="start">Where it begins; meaningless for <see cref="JsonKind.Other"/>, as is its length.</param>
/// <param name="length">How many bytes it has.</param>
/// <param name="kind">What it is.</param>
/// <param name="escapes">How many escapes a string has; more than <see cref="JsonScanner.FewEscapes"/> for all that has more.</param>
/// <param name="isUnicode">False if the escapes of a string make a lone surrogate, which no text can have.</param>
internal readonly struct JsonToken(int start, int length, JsonKind kind, byte escapes = 0, bool isUnicode = true)
{
    private readonly ushort _start = (ushort)start;
    private readonly ushort _length = (ushort)length;

    /// <summary>How many bytes it has.</summary>
    public int Length => _length;

    /// <summary>What it is.</summary>
    public JsonKind Kind { get; } = kind;

    /// <summary>How many escapes a string has.</summary>
    public byte Escapes { get; } = escapes;

    /// <summary>False if the escapes of a string make a lone surrogate.</summary>
    public bool IsUnicode { get; } = isUnicode;

    /// <summary>Its bytes.</summary>
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> json) => json.Slice(_start, _length);
}
