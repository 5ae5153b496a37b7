using System.Globalization;

namespace JumpingVpn.Gherkin.Documents;

/// <summary>Gathers files and scenarios path by path.</summary>
internal sealed class FeatureSelection
{
    private readonly OrderedDictionary<string, FeatureFile> _files = new(StringComparer.Ordinal);
    private readonly List<FeatureError> _pathErrors = [];
    private readonly List<Scenario> _scenarios = [];

    public IReadOnlyList<FeatureFile> Files => _files.Values;

    public IReadOnlyList<Scenario> Scenarios => _scenarios;

    public IReadOnlyList<FeatureError> Errors => [.. _pathErrors, .. _files.Values.SelectMany(file => file.Errors)];

    public void Add(string path)
    {
        if (Directory.Exists(path))
        {
            AddDirectory(path);
        }
        else if (!File.Exists(path) && TrySplitLine(path, out var file, out var line))
        {
            Select(Open(file), line);
        }
        else
        {
            AddScenarios(Open(path).Scenarios);
        }
    }

    /// <summary>Reqnroll makes a class of each title, so two features of one directory must not have the same.</summary>
    public void CheckTitles()
    {
        var titles = _files.Values.Select(file => file.Feature).OfType<Feature>()
            .GroupBy(feature => (Path.GetDirectoryName(feature.FullPath), UniqueNames.Words(feature.Name)));
        foreach (var group in titles.Where(group => group.Key.Item2.Length > 0))
        {
            var first = group.First();
            _pathErrors.AddRange(group.Skip(1).Select(feature => new FeatureError(
                feature.Path, feature.Line, 0, $"the title \"{feature.Name}\" clashes with that of {first.Path}:{first.Line}")));
        }
    }

    private static bool TrySplitLine(string path, out string file, out int line)
    {
        var colon = path.LastIndexOf(':');
        file = colon > 0 ? path[..colon] : path;
        return int.TryParse(path.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out line) && colon > 0;
    }

    private void AddDirectory(string directory)
    {
        var files = Directory.EnumerateFiles(directory, "*.feature", SearchOption.AllDirectories)
            .Select(file => file.Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (files.Count == 0)
        {
            _pathErrors.Add(new FeatureError(directory, 0, 0, "there is no *.feature file in this directory or below it"));
        }

        foreach (var file in files)
        {
            AddScenarios(Open(file).Scenarios);
        }
    }

    private FeatureFile Open(string path)
    {
        var fullPath = Path.GetFullPath(path);
        if (!_files.TryGetValue(fullPath, out var file))
        {
            file = FeatureFile.Load(path);
            _files.Add(fullPath, file);
        }

        return file;
    }

    private void Select(FeatureFile file, int line)
    {
        var block = file.Blocks.Where(block => block.FirstLine <= line).OrderBy(block => block.FirstLine).LastOrDefault();
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

    private void AddScenarios(IReadOnlyList<Scenario> scenarios) => _scenarios.AddRange(scenarios.Except(_scenarios));
}
