using System.ComponentModel;
using System.Diagnostics;

namespace JumpingVpn.Benchmarks.Endpoints;

/// <summary>The examples of endpoints, built where this machine has what they need.</summary>
internal static class Guests
{
    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The example in C as a shared library; null, and a line on standard error, where there is no compiler.</summary>
    public static string? BuildLibrary(string folder) =>
        Build(Path.Combine(folder, "ping.so"), "-shared", "-fPIC", "-fvisibility=hidden", Source("c/ping.c"));

    /// <summary>The same as a child process.</summary>
    public static string? BuildProcess(string folder) => Build(Path.Combine(folder, "ping-lines"), Source("c/lines.c"), Source("c/ping.c"));

    /// <summary>The path of a file of the examples.</summary>
    public static string Source(string name) => Path.Combine(Root, "examples", "endpoints", name);

    /// <summary>Whether a program can be started.</summary>
    public static bool IsThere(string program) => TryRun(program, ["--version"]);

    private static string? Build(string output, params string[] arguments) =>
        TryRun("cc", ["-O2", "-I", Path.Combine(Root, "src", "JumpingVpn.Endpoints"), "-o", output, .. arguments]) ? output : null;

    private static bool TryRun(string program, string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception missing)
        {
            Console.Error.WriteLine($"left out, there is no {program}: {missing.Message}");
            return false;
        }
    }

    private static string FindRoot()
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "JumpingVpn.sln")))
        {
            at = Path.GetDirectoryName(at);
        }

        return at ?? throw new InvalidOperationException("The benchmarks are not in the repository.");
    }
}
