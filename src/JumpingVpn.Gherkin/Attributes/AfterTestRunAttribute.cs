namespace JumpingVpn.Gherkin;

/// <summary>Marks a method that runs once, after the last feature. The method is static.</summary>
public sealed class AfterTestRunAttribute() : HookAttribute([]);
