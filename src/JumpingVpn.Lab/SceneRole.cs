namespace JumpingVpn.Lab;

/// <summary>What an actor of a scene is.</summary>
/// <param name="Name">Its host.</param>
/// <param name="Role"><c>gateway</c>, <c>client</c> or <c>attacker</c>.</param>
public readonly record struct SceneRole(string Name, string Role);
