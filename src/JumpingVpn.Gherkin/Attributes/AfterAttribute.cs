namespace JumpingVpn.Gherkin;

/// <summary>Another name for <see cref="AfterScenarioAttribute"/>.</summary>
/// <param name="tags">The tags of which one has to be present; none means everywhere.</param>
public sealed class AfterAttribute(params string[] tags) : AfterScenarioAttribute(tags);
