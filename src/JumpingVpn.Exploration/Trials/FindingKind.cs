namespace JumpingVpn.Exploration.Trials;

/// <summary>What a finding violates.</summary>
public enum FindingKind
{
    /// <summary>Something that must hold in every scenario.</summary>
    Invariant,

    /// <summary>A claim of the scenario itself.</summary>
    Claim,

    /// <summary>The books of the network, or that it comes to rest.</summary>
    Books,

    /// <summary>The reference model of the session: an answer that no side may give.</summary>
    Reference,

    /// <summary>Code of the project, or of a user, threw what it must not throw.</summary>
    Crash,
}
