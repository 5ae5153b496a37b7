namespace JumpingVpn.Gherkin;

/// <summary>Marks a method that runs before the first step of each scenario.</summary>
/// <param name="tags">The tags of which one has to be present; none means everywhere.</param>
public class BeforeScenarioAttribute(params string[] tags) : HookAttribute(tags);
