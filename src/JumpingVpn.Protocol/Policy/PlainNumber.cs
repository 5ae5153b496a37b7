using System.Globalization;

namespace JumpingVpn.Protocol.Policy;

/// <summary>Numbers as a person writes them into a setting: digits, and perhaps a point and more digits. No sign, no blank.</summary>
internal static class PlainNumber
{
    /// <summary>Reads a number.</summary>
    public static bool TryParse(string text, out decimal number)
    {
        number = 0;
        return text.Length > 0
            && char.IsAsciiDigit(text[0])
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }
}
