namespace JumpingVpn.Features.Documents;

/// <summary>Finds the feature files of a folder and of all folders below it.</summary>
internal sealed class FeatureFolder(CancellationToken stop)
{
    private readonly SortedSet<string> _linked = new(StringComparer.Ordinal);
    private readonly List<string> _files = [];

    /// <summary>
    /// The paths of the <c>*.feature</c> files, sorted ordinally, with forward slashes. A link to a folder is followed once, and not at all
    /// into the folder that is searched or one around it: links may go round in a circle.
    /// </summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder must not be read.</exception>
    public IReadOnlyList<string> Find(string directory)
    {
        Search(directory, Path.GetFullPath(directory));
        _files.Sort(StringComparer.Ordinal);
        return _files;
    }

    private void Search(string directory, string root)
    {
        stop.ThrowIfCancellationRequested();
        _files.AddRange(Directory.EnumerateFiles(directory, "*.feature").Select(file => file.Replace('\\', '/')));
        foreach (string inner in Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal))
        {
            if (new DirectoryInfo(inner) is not { LinkTarget: not null } link || IsNew(link, root))
            {
                Search(inner, root);
            }
        }
    }

    private bool IsNew(DirectoryInfo link, string root)
    {
        string target = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        return !IsWithin(target, root) && !IsWithin(root, target) && _linked.Add(target);
    }

    private static bool IsWithin(string inner, string outer) => $"{inner}/".StartsWith($"{outer.TrimEnd('/')}/", StringComparison.Ordinal);
}
