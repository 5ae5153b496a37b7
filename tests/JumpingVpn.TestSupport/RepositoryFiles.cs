namespace JumpingVpn.TestSupport;

/// <summary>Finds the files of the repository that a test was built in.</summary>
public static class RepositoryFiles
{
    /// <summary>The folder that holds all of it.</summary>
    public static string Root { get; } = Find();

    /// <summary>The path of a file or folder, from its parts below the root.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "JumpingVpn.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        return root;
    }
}
