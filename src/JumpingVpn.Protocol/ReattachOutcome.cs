namespace JumpingVpn.Protocol;

/// <summary>The latest attempt to reattach, with the refusal's code and reason where it was refused.</summary>
/// <param name="Status">How it stands.</param>
/// <param name="Code">The refusal's code, else none.</param>
/// <param name="Reason">The refusal's reason, else none; a prototype server gives none.</param>
public readonly record struct ReattachOutcome(
    ReattachStatus Status,
    RefusalCode Code = RefusalCode.None,
    ReasonCode Reason = ReasonCode.None
);
