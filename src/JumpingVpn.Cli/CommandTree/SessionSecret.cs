using System.Security.Cryptography;
using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>A mode and the pre-shared key it needs, or none. Disposal wipes the key.</summary>
internal sealed class SessionSecret(SessionMode mode, byte[] preSharedKey, string? name = null) : IDisposable
{
    /// <summary>Where the sessions' secrets come from.</summary>
    public SessionMode Mode => mode;

    /// <summary>The key; empty but in the mode psk.</summary>
    public byte[] PreSharedKey => preSharedKey;

    /// <summary>Whose key it is, where the server has one for each client; null for the one that all have.</summary>
    public string? Name => name;

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(preSharedKey);
}
