namespace JumpingVpn.Lab.Scenes;

/// <summary>Where the current block of events began.</summary>
/// <param name="Record">The number of wire records before it.</param>
/// <param name="Event">The number of protocol events before it.</param>
/// <param name="Saying">The number of lines that endpoints said before it.</param>
internal readonly record struct SceneMark(int Record, int Event, int Saying);
