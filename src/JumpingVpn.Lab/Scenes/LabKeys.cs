using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Scenes;

/// <summary>The pre-shared keys of a scene: the one that all gateways and clients hold, and one that nobody else holds.</summary>
internal static class LabKeys
{
    private static readonly byte[] Common = "the key of every scene"u8.ToArray();
    private static readonly byte[] Another = "the key of nobody else"u8.ToArray();

    public static byte[] PreShared(SessionMode mode, bool another = false) =>
        mode == SessionMode.Psk
            ? another
                ? Another
                : Common
            : [];
}
