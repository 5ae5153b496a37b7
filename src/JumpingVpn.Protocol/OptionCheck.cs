using System.Globalization;
using JumpingVpn.Protocol.Keys;

namespace JumpingVpn.Protocol;

/// <summary>Range checks with messages that a person can act on.</summary>
internal static class OptionCheck
{
    public static void Range(int value, int minimum, int maximum, string name)
    {
        if (value < minimum || value > maximum)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{name} is {value}, but it must lie between {minimum} and {maximum}.")
            );
        }
    }

    /// <summary>A secret that the mode has no use for would be a secret that the caller wrongly relies on, so it is refused.</summary>
    public static void Secrets(SessionMode mode, ReadOnlySpan<byte> sharedSecret, ReadOnlySpan<byte> preSharedKey)
    {
        if (!Enum.IsDefined(mode))
        {
            throw new ArgumentException($"Mode is {mode}, but it must be one of {string.Join(", ", Enum.GetNames<SessionMode>())}.");
        }

        if (mode == SessionMode.Psk)
        {
            Range(preSharedKey.Length, PreSharedKey.MinimumLength, PreSharedKey.MaximumLength, "PreSharedKey.Length");
        }
        else if (!preSharedKey.IsEmpty)
        {
            throw new ArgumentException($"PreSharedKey is given, but Mode is {mode}, which takes none; only Psk does.");
        }

        if (mode != SessionMode.Demo && !sharedSecret.SequenceEqual(ProtocolDefaults.DemoSecret))
        {
            throw new ArgumentException($"SharedSecret is given, but Mode is {mode}, where each session has a secret of its own.");
        }
    }

    public static void Range(TimeSpan value, TimeSpan minimum, TimeSpan maximum, string name)
    {
        if (value < minimum || value > maximum)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{name} is {value:c}, but it must lie between {minimum:c} and {maximum:c}.")
            );
        }
    }
}
