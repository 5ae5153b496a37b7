namespace JumpingVpn.Features;

/// <summary>The step waits for something, so that the text does not say how long it takes: for the timeline of a dry run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WaitsAttribute : Attribute;
