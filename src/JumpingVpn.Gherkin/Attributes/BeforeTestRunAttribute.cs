namespace JumpingVpn.Gherkin;

/// <summary>Marks a method that runs once, before the first feature. The method is static.</summary>
public sealed class BeforeTestRunAttribute() : HookAttribute([]);
