using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Keys;

namespace JumpingVpn.Protocol;

/// <summary>Which secrets each mode takes: one that it has no use for is one that the caller wrongly relies on, so it is refused.</summary>
internal static class SecretRules
{
    /// <summary>Checks the secrets of one side.</summary>
    /// <exception cref="ArgumentException">One is missing, too short, too long, or not the mode's; the message says which.</exception>
    public static void Check(
        SessionMode mode,
        ReadOnlySpan<byte> sharedSecret,
        ReadOnlySpan<byte> preSharedKey,
        params IReadOnlyList<ClientKey> keys
    )
    {
        OptionGuard.Refuse(
            !Enum.IsDefined(mode),
            $"Mode is {mode}, but it must be one of {string.Join(", ", Enum.GetNames<SessionMode>())}."
        );
        OptionGuard.RefuseOutside("SharedSecret.Length", sharedSecret.Length, 1, 65_536);
        OptionGuard.Refuse(
            mode != SessionMode.Psk && (!preSharedKey.IsEmpty || keys.Count > 0),
            $"{(keys.Count > 0 ? "A client's key" : "PreSharedKey")} is given, but Mode is {mode}, which takes none; only Psk does."
        );
        OptionGuard.Refuse(
            mode != SessionMode.Demo && !sharedSecret.SequenceEqual(ProtocolDefaults.DemoSecret),
            $"SharedSecret is given, but Mode is {mode}, where each session has its own secret."
        );
        foreach (ClientKey key in keys)
        {
            ClientName.Check(key.Client, nameof(ClientKey.Client));
            int length = key.Key.Length;
            OptionGuard.RefuseOutside($"Key.Length of '{key.Client}'", length, PreSharedKey.MinimumLength, PreSharedKey.MaximumLength);
        }

        if (mode == SessionMode.Psk && (keys.Count == 0 || !preSharedKey.IsEmpty))
        {
            OptionGuard.RefuseOutside("PreSharedKey.Length", preSharedKey.Length, PreSharedKey.MinimumLength, PreSharedKey.MaximumLength);
        }
    }

    /// <summary>Checks by whose name a client shakes hands.</summary>
    /// <exception cref="ArgumentException">It is not a name, or the mode has no use for one; the message says which.</exception>
    public static void CheckName(SessionMode mode, string? name)
    {
        if (name is not null)
        {
            OptionGuard.Refuse(mode != SessionMode.Psk, $"ClientName is given, but Mode is {mode}, which takes none; only Psk does.");
            ClientName.Check(name, nameof(ClientOptions.ClientName));
        }
    }
}
