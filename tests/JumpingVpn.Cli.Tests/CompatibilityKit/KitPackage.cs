using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace JumpingVpn.Cli.Tests.CompatibilityKit;

/// <summary>Cucumber's compatibility kit, as npm has it: fetched for a test and gone with it.</summary>
internal static class KitPackage
{
    private const string Name = "@cucumber/compatibility-kit@30.0.0";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Fetches the kit into a folder of the test.</summary>
    /// <returns>The folders of the samples, sorted; or the reason why there are none.</returns>
    public static async Task<(IReadOnlyList<string> Samples, string? Reason)> FetchAsync(string directory)
    {
        if (await PackAsync(directory) is { } reason)
        {
            return ([], reason);
        }

        await using FileStream file = File.OpenRead(Directory.GetFiles(directory, "*.tgz").Single());
        await using GZipStream archive = new(file, CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(archive, directory, overwriteFiles: false);
        return ([.. Directory.GetDirectories(Path.Combine(directory, "package", "features")).Order(StringComparer.Ordinal)], null);
    }

    private static async Task<string?> PackAsync(string directory)
    {
        string npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        string[] words = ["pack", Name, "--pack-destination", directory, "--fetch-retries=0", "--no-update-notifier", "--loglevel=error"];
        var start = new ProcessStartInfo(npm, words) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            using var patience = new CancellationTokenSource(Patience);
            Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
            try
            {
                await Task.WhenAll(output, error, process.WaitForExitAsync(patience.Token));
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return $"npm did not bring {Name} within {Patience.TotalMinutes} minutes.";
            }

            return process.ExitCode == 0 ? null : $"npm cannot bring {Name}: {(await error).Trim()}";
        }
        catch (Win32Exception)
        {
            return $"npm is not installed; it brings {Name}.";
        }
    }
}
