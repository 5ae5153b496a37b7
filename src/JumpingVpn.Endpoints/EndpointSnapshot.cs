namespace JumpingVpn.Endpoints;

/// <summary>The state of an endpoint between two calls.</summary>
/// <param name="Self">What its <c>jv_create</c> returned: where its state is in its memory.</param>
/// <param name="Memory">Its memory.</param>
/// <param name="Globals">Its exported global variables that can change. Those that are not exported cannot be seen: compilers keep nothing
/// in them between calls.</param>
public sealed record EndpointSnapshot(int Self, ReadOnlyMemory<byte> Memory, IReadOnlyList<object?> Globals);
