namespace JumpingVpn.Gherkin;

/// <summary>Marks a method that runs after each scenario, whatever its outcome.</summary>
/// <param name="tags">The tags of which one has to be present; none means everywhere.</param>
public class AfterScenarioAttribute(params string[] tags) : HookAttribute(tags);
