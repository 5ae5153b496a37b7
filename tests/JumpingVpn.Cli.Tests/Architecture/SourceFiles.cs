using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Architecture;

/// <summary>The files of code of the repository, without what builds write.</summary>
internal static class SourceFiles
{
    /// <summary>All of a kind, by their path below the root with forward slashes.</summary>
    public static IReadOnlyList<(string Path, IReadOnlyList<string> Lines)> Read(string pattern = "*.cs")
    {
        (string, IReadOnlyList<string>)[] files =
        [
            .. from folder in (string[])["src", "tests"]
            from path in Directory.EnumerateFiles(RepositoryFiles.PathOf(folder), pattern, SearchOption.AllDirectories)
            let parts = Path.GetRelativePath(RepositoryFiles.Root, path).Split(Path.DirectorySeparatorChar)
            where !parts.Contains("obj") && !parts.Contains("bin")
            select (string.Join('/', parts), (IReadOnlyList<string>)File.ReadAllLines(path)),
        ];
        return files.Length > 0 ? files : throw new InvalidOperationException("There is no such file below src and tests.");
    }
}
