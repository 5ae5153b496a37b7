namespace JumpingVpn.TestSupport;

/// <summary>Finds the files of the repository that a test was built in.</summary>
public static class RepositoryFiles
{
    /// <summary>The path of a file or folder, from its parts below the root.</summary>
    public static string PathOf(params string[] parts)
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "JumpingVpn.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        return Path.Combine([root, .. parts]);
    }
}
