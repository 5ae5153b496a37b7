namespace JumpingVpn.Cli.Tests.Support;

/// <summary>A fact about signals or shell pipes, which exist on Linux and macOS.</summary>
internal sealed class PosixFactAttribute : FactAttribute
{
    public PosixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has neither POSIX signals nor /bin/sh." : null;
}
