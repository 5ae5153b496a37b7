namespace JumpingVpn.TestSupport;

/// <summary>Programs that optional tests need.</summary>
public static class InstalledProgram
{
    // Debian keeps some there, and not on every user's PATH.
    private static readonly string[] SystemFolders = ["/usr/sbin", "/sbin"];

    private static readonly string[] Folders =
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        .. SystemFolders,
    ];

    /// <summary>The full path of the first of these programs that is installed; null where none is.</summary>
    public static string? PathOf(params string[] names) =>
        Folders
            .SelectMany(folder => names.SelectMany(name => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") }))
            .FirstOrDefault(File.Exists);

    /// <summary>Whether a program is installed.</summary>
    public static bool IsThere(string name) => PathOf(name) is not null;
}
