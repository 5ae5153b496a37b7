namespace JumpingVpn.TestSupport;

/// <summary>A test of what only Linux offers; skipped with that reason elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    /// <summary>Decides whether the test runs.</summary>
    public LinuxFactAttribute() => Skip = LinuxTheoryAttribute.WhyNot;
}
