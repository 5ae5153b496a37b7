namespace JumpingVpn.Gherkin;

/// <summary>Marks a method that runs after each step that has begun, whatever its outcome.</summary>
/// <param name="tags">The tags of which one has to be present; none means everywhere.</param>
public sealed class AfterStepAttribute(params string[] tags) : HookAttribute(tags);
