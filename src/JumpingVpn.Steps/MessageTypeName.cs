namespace JumpingVpn.Steps;

/// <summary>The type of a message of the protocol.</summary>
/// <param name="Name">As the member <c>type</c> spells it.</param>
public readonly record struct MessageTypeName(string Name);
