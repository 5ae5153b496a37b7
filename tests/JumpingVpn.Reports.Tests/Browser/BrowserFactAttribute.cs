namespace JumpingVpn.Reports.Tests.Browser;

/// <summary>A fact that a browser judges; skipped where there is none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    public BrowserFactAttribute() => Skip = Path is null ? $"there is no {string.Join(", ", Names)} on the PATH" : null;

    /// <summary>The browser of the system, or null.</summary>
    public static string? Path { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(static folder => Names.Select(name => System.IO.Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
}
