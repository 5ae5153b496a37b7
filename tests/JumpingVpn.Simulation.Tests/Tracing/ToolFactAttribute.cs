using System.Diagnostics;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Simulation.Tests.Tracing;

/// <summary>A fact that another program judges, tshark or tcpdump; skipped where it is not installed.</summary>
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string tool) => Skip = InstalledProgram.PathOf(tool) is null ? $"{tool} is not on the PATH." : null;

    /// <summary>Runs a program that must succeed, and returns what it wrote.</summary>
    public static string[] Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(InstalledProgram.PathOf(tool)!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, errors.GetAwaiter().GetResult());
        return output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }
}
