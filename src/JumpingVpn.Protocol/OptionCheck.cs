using System.Globalization;

namespace JumpingVpn.Protocol;

/// <summary>Range checks with messages that a person can act on.</summary>
internal static class OptionCheck
{
    public static void Range(int value, int minimum, int maximum, string name)
    {
        if (value < minimum || value > maximum)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{name} is {value}, but it must lie between {minimum} and {maximum}."));
        }
    }

    public static void Range(TimeSpan value, TimeSpan minimum, TimeSpan maximum, string name)
    {
        if (value < minimum || value > maximum)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{name} is {value:c}, but it must lie between {minimum:c} and {maximum:c}."));
        }
    }
}
