using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Network.Impairments;

/// <summary>A datagram that leaves a <see cref="LinkQueue"/>.</summary>
/// <param name="Handle">What the carrier gave with it.</param>
/// <param name="ExtraDelay">How much longer it is in flight than the link takes.</param>
/// <param name="Drop">Why the queue gave it up; <see cref="DropReason.None"/> where it was sent.</param>
internal readonly record struct QueuedDatagram(int Handle, TimeSpan ExtraDelay, DropReason Drop);
