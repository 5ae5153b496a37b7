namespace JumpingVpn.Protocol.Policy;

/// <summary>One of a few words; a value is the place of its word.</summary>
internal sealed class ChoiceKind(params string[] words) : PolicyKind(0, words.Length - 1)
{
    public override string Demand => words.Length == 2 ? $"{words[0]} or {words[1]}" : $"one of {Range}";

    public override string Range => string.Join(", ", words);

    public override bool TryParse(string text, out long value)
    {
        value = Array.IndexOf(words, text);
        return value >= 0;
    }

    public override string Format(long value) =>
        value >= 0 && value < words.Length ? words[value] : value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
