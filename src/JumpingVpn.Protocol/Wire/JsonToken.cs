namespace JumpingVpn.Protocol.Wire;

/// <summary>A name or a value of a JSON text, by its place in it; a string without its quotes, and with its escapes.</summary>
/// <param name="Start">Where it begins; meaningless for <see cref="JsonKind.Other"/>, as is its length.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Escapes">How many escapes a string has; more than <see cref="JsonScanner.FewEscapes"/> for all that has more.</param>
/// <param name="IsUnicode">False where the escapes of a string make a lone surrogate, which no text can have.</param>
internal readonly record struct JsonToken(int Start, int Length, JsonKind Kind, byte Escapes = 0, bool IsUnicode = true)
{
    /// <summary>Its bytes.</summary>
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> json) => json.Slice(Start, Length);
}
