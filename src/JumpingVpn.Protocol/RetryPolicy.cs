namespace JumpingVpn.Protocol;

/// <summary>When a server asks for proof that a handshake's source address is its sender's before it keeps anything of it.</summary>
public enum RetryPolicy
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>While handshakes come faster, or more sessions are held, than the policy says.</summary>
    UnderLoad,

    /// <summary>Always. The prototype's clients then get no session.</summary>
    Always,
}
