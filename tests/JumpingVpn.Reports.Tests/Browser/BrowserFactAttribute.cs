using JumpingVpn.TestSupport;

namespace JumpingVpn.Reports.Tests.Browser;

/// <summary>A fact that a browser judges; skipped where there is none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    // The shell comes first: the whole browser draws its own window, tabs and menus for each page, shown or not.
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome"];

    public BrowserFactAttribute() => Skip = Path is null ? $"there is no {string.Join(", ", Names)} on the PATH" : null;

    /// <summary>The browser of the system, or null.</summary>
    public static string? Path { get; } = InstalledProgram.PathOf(Names);
}
