using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Keys;

namespace JumpingVpn.Protocol;

/// <summary>Which secrets each mode takes: one that it has no use for is one that the caller wrongly relies on, so it is refused.</summary>
internal static class SecretRules
{
    /// <summary>Checks the secrets of one side.</summary>
    /// <exception cref="ArgumentException">One is missing, too short, too long, or not the mode's; the message says which.</exception>
    public static void Check(SessionMode mode, ReadOnlySpan<byte> sharedSecret, ReadOnlySpan<byte> preSharedKey)
    {
        OptionGuard.Refuse(
            !Enum.IsDefined(mode),
            $"Mode is {mode}, but it must be one of {string.Join(", ", Enum.GetNames<SessionMode>())}."
        );
        OptionGuard.RefuseOutside("SharedSecret.Length", sharedSecret.Length, 1, 65_536);
        OptionGuard.Refuse(
            mode != SessionMode.Psk && !preSharedKey.IsEmpty,
            $"PreSharedKey is given, but Mode is {mode}, which takes none; only Psk does."
        );
        OptionGuard.Refuse(
            mode != SessionMode.Demo && !sharedSecret.SequenceEqual(ProtocolDefaults.DemoSecret),
            $"SharedSecret is given, but Mode is {mode}, where each session has a secret of its own."
        );
        if (mode == SessionMode.Psk)
        {
            OptionGuard.RefuseOutside("PreSharedKey.Length", preSharedKey.Length, PreSharedKey.MinimumLength, PreSharedKey.MaximumLength);
        }
    }
}
