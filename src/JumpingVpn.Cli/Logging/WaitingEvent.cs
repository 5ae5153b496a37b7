namespace JumpingVpn.Cli.Logging;

/// <summary>What waits in a room: an event, or the mark of those that found no room.</summary>
/// <param name="Sequence">Its place among all that wait.</param>
/// <param name="Event">The event; null for a mark.</param>
/// <param name="Gap">What the mark represents; it grows until there is room again.</param>
internal readonly record struct WaitingEvent(long Sequence, RecordLine? Event, Gap? Gap);
