namespace JumpingVpn.Features;

/// <summary>The step claims something that must hold until the scenario ends: a scenario with it says something, also without a
/// Then.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClaimsAttribute : Attribute;
