namespace JumpingVpn.Features.Documents;

/// <summary>The features found under some paths.</summary>
public sealed class FeatureCatalog
{
    private FeatureCatalog(IReadOnlyList<FeatureFile> files, IReadOnlyList<Scenario> scenarios, IReadOnlyList<FeatureError> errors)
    {
        Files = files;
        Scenarios = scenarios;
        Errors = errors;
    }

    /// <summary>The files, each once, in the order of the paths; within a directory sorted ordinally by path.</summary>
    public IReadOnlyList<FeatureFile> Files { get; }

    /// <summary>The selected scenarios, file by file.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; }

    /// <summary>What is wrong with the paths and the files; empty if all is well.</summary>
    public IReadOnlyList<FeatureError> Errors { get; }

    /// <summary>Loads feature files.</summary>
    /// <param name="paths">
    /// Files, directories (searched with all below them for <c>*.feature</c>), or <c>file:line</c> for the scenario, Examples table, row or
    /// rule at that line.
    /// </param>
    /// <returns>The scenarios and the errors. A path that yields nothing is an error.</returns>
    public static FeatureCatalog Load(params IReadOnlyList<string> paths) => Load(paths, CancellationToken.None);

    /// <summary>Loads feature files.</summary>
    /// <param name="paths">As above.</param>
    /// <param name="stop">Ends it, also within a large file.</param>
    /// <returns>The scenarios and the errors. A path that yields nothing is an error.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static FeatureCatalog Load(IReadOnlyList<string> paths, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var selection = new FeatureSelection(stop);
        foreach (string path in paths)
        {
            selection.Add(path);
        }

        selection.CheckTitles();
        return new FeatureCatalog(selection.Files, selection.Scenarios, selection.Errors);
    }
}
