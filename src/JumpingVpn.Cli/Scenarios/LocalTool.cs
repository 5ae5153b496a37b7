namespace JumpingVpn.Cli.Scenarios;

/// <summary>A local tool of .NET stands in a manifest and not on the PATH: it is called by <c>dotnet jumpingvpn</c>.</summary>
internal static class LocalTool
{
    // Where global tools and those of a --tool-path lie, below the folder of their commands.
    private const string Store = ".store";

    /// <summary>Whether the program is one here.</summary>
    /// <param name="current">The current directory; a manifest counts for the folders below it.</param>
    /// <param name="program">The folder of the program.</param>
    public static bool Is(string current, string program)
    {
        if (program.Split(Path.DirectorySeparatorChar).Contains(Store))
        {
            return false;
        }

        for (DirectoryInfo? folder = new(current); folder is not null; folder = folder.Parent)
        {
            foreach (string name in (string[])[".config/dotnet-tools.json", "dotnet-tools.json"])
            {
                if (Names(Path.Combine(folder.FullName, name)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Names(string manifest)
    {
        try
        {
            return File.Exists(manifest) && File.ReadAllText(manifest).Contains("\"jumpingvpn\"", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return false; // it serves a hint, and nothing else
        }
    }
}
