namespace JumpingVpn.Features;

/// <summary>
/// The step states what must hold whatever else befalls the network. A Then without it states what must hold only without further faults:
/// that something happens, how often, or when.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SafetyAttribute : Attribute;
