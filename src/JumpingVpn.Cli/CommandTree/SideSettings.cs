using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>The secret and the bounds that one side was given. Disposal wipes the key.</summary>
internal sealed class SideSettings(SessionSecret secret, PolicyOverrides policy) : IDisposable
{
    /// <summary>Where the sessions' secrets come from.</summary>
    public SessionSecret Secret => secret;

    /// <summary>The bounds that differ from the default.</summary>
    public PolicyOverrides Policy => policy;

    /// <inheritdoc/>
    public void Dispose() => secret.Dispose();
}
