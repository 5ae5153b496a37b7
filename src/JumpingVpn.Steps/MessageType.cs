namespace JumpingVpn.Steps;

/// <summary>The type of a message on the wire, known to the protocol or not.</summary>
/// <param name="Name">As the member <c>type</c> spells it.</param>
public readonly record struct MessageType(string Name);
