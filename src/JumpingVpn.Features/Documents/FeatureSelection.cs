using System.Globalization;

namespace JumpingVpn.Features.Documents;

/// <summary>Gathers files and scenarios path by path.</summary>
internal sealed class FeatureSelection(CancellationToken stop)
{
    private readonly OrderedDictionary<string, FeatureFile> _files = new(StringComparer.Ordinal);
    private readonly List<FeatureError> _pathErrors = [];
    private readonly List<Scenario> _scenarios = [];
    private readonly Dictionary<Scenario, bool> _selected = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyList<FeatureFile> Files => _files.Values;

    public IReadOnlyList<Scenario> Scenarios => _scenarios;

    public IReadOnlyList<FeatureError> Errors => [.. _pathErrors, .. _files.Values.SelectMany(file => file.Errors)];

    public void Add(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            string shown = path.Replace("\0", "\\0", StringComparison.Ordinal);
            _pathErrors.Add(new FeatureError($"'{shown}'", 0, 0, "this is not a path; name a feature file, a folder, or FILE:LINE"));
        }
        else if (Directory.Exists(path))
        {
            AddDirectory(path);
        }
        else if (!File.Exists(path) && TrySplit(path, out string file, out string text))
        {
            SelectAt(file, text);
        }
        else
        {
            AddScenarios(Open(path).Scenarios);
        }
    }

    /// <summary>Reqnroll makes a class of each title, so two features of one directory must not have the same.</summary>
    public void CheckTitles()
    {
        IEnumerable<IGrouping<(string?, string), Feature>> titles = _files
            .Values.Select(file => file.Feature)
            .OfType<Feature>()
            .GroupBy(feature => (Path.GetDirectoryName(feature.FullPath), UniqueNames.Words(feature.Name)));
        foreach (IGrouping<(string?, string), Feature> group in titles.Where(group => group.Key.Item2.Length > 0))
        {
            Feature first = group.First();
            _pathErrors.AddRange(
                group
                    .Skip(1)
                    .Select(feature => new FeatureError(
                        feature.Path,
                        feature.Line,
                        0,
                        $"the title \"{feature.Name}\" clashes with that of {first.Path}:{first.Line}"
                    ))
            );
        }
    }

    private static bool TrySplit(string path, out string file, out string line)
    {
        int colon = path.LastIndexOf(':');
        file = colon > 0 ? path[..colon] : path;
        line = path[(colon + 1)..];
        return colon > 0 && (File.Exists(file) || int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out _));
    }

    private void SelectAt(string path, string line)
    {
        if (Directory.Exists(path))
        {
            _pathErrors.Add(new FeatureError(path, 0, 0, $"this is a folder, so it has no line {line}; name a file, or the folder alone"));
        }
        else if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            Select(Open(path), number);
        }
        else
        {
            _pathErrors.Add(new FeatureError(path, 0, 0, $"'{line}' is not a line number; write FILE:LINE, for example {path}:12"));
        }
    }

    private void AddDirectory(string directory)
    {
        try
        {
            IReadOnlyList<string> files = new FeatureFolder(stop).Find(directory);
            if (files.Count == 0)
            {
                _pathErrors.Add(new FeatureError(directory, 0, 0, "there is no *.feature file in this directory or below it"));
            }

            foreach (string file in files)
            {
                AddScenarios(Open(file).Scenarios);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _pathErrors.Add(new FeatureError(directory, 0, 0, $"the folder cannot be read: {exception.Message.TrimEnd('.')}"));
        }
    }

    private FeatureFile Open(string path)
    {
        stop.ThrowIfCancellationRequested();
        string fullPath = Path.GetFullPath(path);
        if (!_files.TryGetValue(fullPath, out FeatureFile? file))
        {
            file = FeatureFile.Load(path, stop);
            _files.Add(fullPath, file);
        }

        return file;
    }

    private void Select(FeatureFile file, int line)
    {
        if (line > file.LastLine && file.Errors.Count == 0)
        {
            _pathErrors.Add(
                new FeatureError(
                    file.Path,
                    line,
                    0,
                    string.Create(CultureInfo.InvariantCulture, $"there is no scenario at this line: the file ends at line {file.LastLine}")
                )
            );
            return;
        }

        SourceBlock? block = BlockAt(file.Blocks, line);
        if (block is null || block.Scenarios.Count == 0)
        {
            if (file.Errors.Count == 0)
            {
                _pathErrors.Add(new FeatureError(file.Path, line, 0, "there is no scenario at this line"));
            }

            return;
        }

        AddScenarios(block.Scenarios);
    }

    // The blocks are sorted: the last one that does not begin below the line.
    private static SourceBlock? BlockAt(IReadOnlyList<SourceBlock> blocks, int line)
    {
        (int low, int high) = (0, blocks.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = blocks[middle].FirstLine <= line ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? null : blocks[low - 1];
    }

    private void AddScenarios(IReadOnlyList<Scenario> scenarios) =>
        _scenarios.AddRange(scenarios.Where(each => _selected.TryAdd(each, true)));
}
