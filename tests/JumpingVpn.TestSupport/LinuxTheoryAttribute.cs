namespace JumpingVpn.TestSupport;

/// <summary>Tests of what only Linux offers; skipped with that reason elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    internal static readonly string? WhyNot = OperatingSystem.IsLinux()
        ? null
        : "only Linux tells a socket which of its addresses was asked, and when";

    /// <summary>Decides whether the tests run.</summary>
    public LinuxTheoryAttribute() => Skip = WhyNot;
}
