namespace JumpingVpn.Gherkin;

/// <summary>Marks a method that runs before each step.</summary>
/// <param name="tags">The tags of which one has to be present; none means everywhere.</param>
public sealed class BeforeStepAttribute(params string[] tags) : HookAttribute(tags);
