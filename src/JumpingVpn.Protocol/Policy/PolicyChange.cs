namespace JumpingVpn.Protocol.Policy;

/// <summary>A setting that has another value than before, or is asked to have.</summary>
/// <param name="Setting">The setting; <see cref="PolicySetting.IsLive"/> says whether a running server takes the value.</param>
/// <param name="From">The value before, as text.</param>
/// <param name="To">The value asked for.</param>
public sealed record PolicyChange(PolicySetting Setting, string From, string To);
