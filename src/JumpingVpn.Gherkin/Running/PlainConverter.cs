using System.ComponentModel;
using System.Globalization;
using JumpingVpn.Gherkin.Reporting;

namespace JumpingVpn.Gherkin.Running;

/// <summary>The conversions that need no transformation: numbers, enums by name, and whatever has a type converter.</summary>
internal static class PlainConverter
{
    /// <summary>Converts a text; the decimal separator is a point whatever the culture.</summary>
    /// <exception cref="FormatException">The text does not fit; the message says what would.</exception>
    public static object? Convert(object value, Type type)
    {
        if (value is not string text)
        {
            throw new FormatException($"a table cannot become {Describe(type)}");
        }

        if (type.IsEnum)
        {
            return ParseEnum(text, type);
        }

        try
        {
            return type.IsPrimitive || type == typeof(decimal)
                ? System.Convert.ChangeType(text, type, CultureInfo.InvariantCulture)
                : TypeDescriptor.GetConverter(type).ConvertFrom(null, CultureInfo.InvariantCulture, text);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            throw new FormatException($"`{text}` is not {Describe(type)}", exception);
        }
    }

    private static object ParseEnum(string text, Type type)
    {
        var name = text.Replace(" ", string.Empty, StringComparison.Ordinal);
        if (name.Length > 0 && char.IsLetter(name[0]) && Enum.TryParse(type, name, ignoreCase: true, out var value))
        {
            return value;
        }

        var names = Enum.GetNames(type);
        throw new FormatException($"`{text}` is no {type.Name}: expected {string.Join(", ", names)}{Suggestion.Among(name, names)}");
    }

    private static string Describe(Type type) => type switch
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
