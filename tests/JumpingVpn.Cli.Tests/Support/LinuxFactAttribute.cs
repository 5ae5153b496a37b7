namespace JumpingVpn.Cli.Tests.Support;

/// <summary>A fact about what only Linux has, such as <c>/dev/full</c>.</summary>
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Only Linux has /dev/full.";
}
