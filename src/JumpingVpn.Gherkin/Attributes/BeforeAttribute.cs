namespace JumpingVpn.Gherkin;

/// <summary>Another name for <see cref="BeforeScenarioAttribute"/>.</summary>
/// <param name="tags">The tags of which one has to be present; none means everywhere.</param>
public sealed class BeforeAttribute(params string[] tags) : BeforeScenarioAttribute(tags);
