namespace JumpingVpn.Cli.Tests.Support;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string directory) => File.Exists(Path.Combine(directory, "JumpingVpn.sln"))
        ? directory
        : Find(Path.GetDirectoryName(directory.TrimEnd(Path.DirectorySeparatorChar))
            ?? throw new DirectoryNotFoundException("The tests do not stand below the directory with JumpingVpn.sln."));
}
