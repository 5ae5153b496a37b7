namespace JumpingVpn.Gherkin;

/// <summary>Marks a method that runs after each unbroken run of Given, When or Then steps.</summary>
/// <param name="tags">The tags of which one has to be present; none means everywhere.</param>
public sealed class AfterScenarioBlockAttribute(params string[] tags) : HookAttribute(tags);
