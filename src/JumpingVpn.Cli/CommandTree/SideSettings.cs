using JumpingVpn.Cli.Logging;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>The secret and the bounds that one side was given, and what it records. Disposal wipes the key.</summary>
internal sealed class SideSettings(SessionSecret secret, PolicyOverrides policy, RecordOptions record) : IDisposable
{
    /// <summary>Where the sessions' secrets come from.</summary>
    public SessionSecret Secret => secret;

    /// <summary>The bounds that differ from the default.</summary>
    public PolicyOverrides Policy => policy;

    /// <summary>What is recorded, and where.</summary>
    public RecordOptions Record => record;

    /// <inheritdoc/>
    public void Dispose() => secret.Dispose();
}
