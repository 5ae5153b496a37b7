namespace JumpingVpn.Cli.Scenarios;

/// <summary>Waits for changes of feature files, and of the steps of a user's own.</summary>
internal sealed class FileChanges : IDisposable
{
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly SortedSet<string> _changed = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _signal = new(0);
    private bool _everything;

    /// <summary>Starts to watch.</summary>
    /// <param name="roots">Feature files, or directories of them.</param>
    /// <param name="steps">Assemblies of steps, or folders of their projects.</param>
    public FileChanges(IReadOnlyList<string> roots, IReadOnlyList<string> steps)
    {
        foreach (string root in roots)
        {
            Watch(root, "*.feature", path => Add(path));
        }

        foreach (string path in steps)
        {
            Watch(path, "*.cs", _ => Add(null));
        }
    }

    /// <summary>The feature files that changed; empty for all of them, because steps did; null if it was stopped.</summary>
    public IReadOnlyList<string>? Wait(TimeSpan quiet, CancellationToken stop)
    {
        try
        {
            _signal.Wait(stop);
            while (_signal.Wait(quiet, stop)) { }
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        lock (_changed)
        {
            string[] taken = _everything ? [] : [.. _changed.Where(File.Exists)];
            bool gone = !_everything && taken.Length == 0;
            _changed.Clear();
            _everything = false;
            return gone ? Wait(quiet, stop) : taken;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watchers.ForEach(static watcher => watcher.Dispose());
        _signal.Dispose();
    }

    private void Watch(string path, string filter, Action<string> changed)
    {
        bool isFile = File.Exists(path);
        string directory = isFile ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;
        var watcher = new FileSystemWatcher(directory, isFile ? Path.GetFileName(path) : filter) { IncludeSubdirectories = !isFile };
        string NameOf(string full) =>
            isFile ? path : Path.Combine(path, Path.GetRelativePath(Path.GetFullPath(path), Path.GetFullPath(full)));
        watcher.Changed += (_, change) => changed(NameOf(change.FullPath));
        watcher.Created += (_, change) => changed(NameOf(change.FullPath));
        watcher.Renamed += (_, change) => changed(NameOf(change.FullPath));
        watcher.EnableRaisingEvents = true;
        _watchers.Add(watcher);
    }

    private void Add(string? path)
    {
        lock (_changed)
        {
            _everything |= path is null;
            if (path is not null)
            {
                _changed.Add(path);
            }
        }

        _signal.Release();
    }
}
