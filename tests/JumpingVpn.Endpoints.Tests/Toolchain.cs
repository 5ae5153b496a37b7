using System.Diagnostics;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Endpoints.Tests;

/// <summary>The programs of other languages, where a machine has them.</summary>
internal static class Toolchain
{
    /// <summary>Skips the test unless there is a program of this name.</summary>
    public static void Require(string program) => Skip.IfNot(InstalledProgram.IsThere(program), $"There is no {program} on this machine.");

    /// <summary>Runs a compiler to its end, and fails the test with what it wrote where it does not succeed.</summary>
    public static void Run(string program, params string[] arguments)
    {
        ProcessStartInfo info = new(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        using Process process = Process.Start(info)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, "{0} must compile: {1}{2}", program, errors, output.Result);
    }
}
