namespace JumpingVpn.Exploration.Choices;

/// <summary>A choice that was made.</summary>
/// <param name="Who">What it was about.</param>
/// <param name="Alternatives">How many there were.</param>
/// <param name="Pick">Which was taken; the first is 0.</param>
public readonly record struct Choice(string Who, int Alternatives, int Pick);
