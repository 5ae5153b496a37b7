namespace JumpingVpn.Gherkin;

/// <summary>Marks a method that runs before the first scenario of a feature. The method is static.</summary>
/// <param name="tags">The tags of which one has to be present; none means everywhere.</param>
public sealed class BeforeFeatureAttribute(params string[] tags) : HookAttribute(tags);
