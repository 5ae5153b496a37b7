namespace JumpingVpn.Features;

/// <summary>The step takes as much virtual time as this argument, a <see cref="TimeSpan"/>, says: for the timeline of a dry run.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TakesAttribute : Attribute;
