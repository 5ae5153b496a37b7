using System.ComponentModel;
using System.Diagnostics;

namespace JumpingVpn.TestSupport;

/// <summary>A script of the repository for Python 3, as a second opinion from outside of .NET.</summary>
public static class PythonScript
{
    /// <summary>Whether there is a Python 3 on this machine.</summary>
    public static bool IsThere { get; } =
        TryStart(["--version"], out string version) && version.StartsWith("Python 3", StringComparison.Ordinal);

    /// <summary>Runs a script, gives it a text and returns what it prints.</summary>
    /// <exception cref="InvalidOperationException">The script has failed; the message is what it says.</exception>
    public static string Run(string path, string input)
    {
        using Process process = Start([path]);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Result : throw new InvalidOperationException(error.Result);
    }

    private static bool TryStart(string[] arguments, out string output)
    {
        try
        {
            using Process process = Start(arguments);
            output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            output = "";
            return false; // there is no such program
        }
    }

    private static Process Start(string[] arguments) =>
        Process.Start(
            new ProcessStartInfo("python3", arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
}
