using JumpingVpn.Features.Wording;

namespace JumpingVpn.Features.Engine;

/// <summary>Says what would have been right where a text cannot become a value of a type without its own transformation.</summary>
internal static class PlainValue
{
    /// <summary>One sentence without a full stop.</summary>
    public static string Refusal(object value, Type type) =>
        value switch
        {
            not string => $"a table cannot be turned into {Describe(type)}",
            string text when type.IsEnum => NoMember(text, type),
            _ => $"`{value}` is not {Describe(type)}",
        };

    /// <summary>True for the name of a member, or several with commas between them; blanks and case do not count.</summary>
    public static bool NamesMember(string text, Type type)
    {
        string[] names = Enum.GetNames(type);
        return text.Replace(" ", string.Empty, StringComparison.Ordinal)
            .Split(',')
            .All(part => names.Contains(part, StringComparer.OrdinalIgnoreCase));
    }

    private static string NoMember(string text, Type type)
    {
        string[] names = Enum.GetNames(type);
        return $"`{text}` is not a valid {type.Name}: expected {string.Join(", ", names)}"
            + Suggestion.Among(text.Replace(" ", string.Empty, StringComparison.Ordinal), names);
    }

    private static string Describe(Type type) =>
        type switch
        {
            _ when Nullable.GetUnderlyingType(type) is { } underlying => Describe(underlying),
            _ when type == typeof(byte) => "a whole number from 0 to 255",
            _ when type == typeof(short) || type == typeof(int) || type == typeof(long) => "a whole number that fits",
            _ when type == typeof(float) || type == typeof(double) || type == typeof(decimal) => "a number",
            _ when type == typeof(bool) => "`true` or `false`",
            _ when type == typeof(char) => "a single character",
            _ => $"a {type.Name}",
        };
}
