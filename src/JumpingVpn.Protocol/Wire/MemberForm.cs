namespace JumpingVpn.Protocol.Wire;

/// <summary>The form of a member's value.</summary>
/// <param name="Kind">How it is read.</param>
/// <param name="Shortest">The fewest characters, where they are counted.</param>
/// <param name="Longest">The most.</param>
/// <param name="Description">The form in words, for docs/wire-format.md.</param>
internal sealed record MemberForm(MemberKind Kind, int Shortest, int Longest, string Description)
{
    public static MemberForm Id { get; } = new(MemberKind.Id, 0, 0, "`S-` and 16 lower-case hex digits");

    public static MemberForm Number { get; } = new(MemberKind.Number, 0, 0, "whole number, 1 to 2⁶³ − 1");

    /// <summary>The one word there is.</summary>
    public static MemberForm Word { get; } = new(MemberKind.Word, 0, 0, $"`{Down}`, or it is not there");

    public static MemberForm Payload { get; } = new(MemberKind.Payload, 0, 0, "text, with any escapes");

    public static MemberForm Note { get; } = new(MemberKind.Note, 0, 0, "text for people; no side reads it");

    /// <summary>Marks what belongs to the data from server to client.</summary>
    public const string Down = "down";

    public static MemberForm Text(string description) => new(MemberKind.Text, 0, 0, description);

    public static MemberForm Hex(int shortest, int longest) =>
        new(MemberKind.Hex, shortest, longest, $"{shortest} to {longest} hex digits");

    public static MemberForm LowerHex(int length) => new(MemberKind.LowerHex, length, length, $"{length} lower-case hex digits");

    /// <summary>Whether a text, whose escapes are undone, has this form.</summary>
    public bool Accepts(ReadOnlySpan<byte> text) =>
        Kind switch
        {
            MemberKind.Hex => text.Length >= Shortest && text.Length <= Longest && Wire.Hex.IsHex(text),
            MemberKind.LowerHex => text.Length == Longest && Wire.Hex.IsLower(text),
            MemberKind.Word => text.SequenceEqual("down"u8),
            _ => true,
        };
}
