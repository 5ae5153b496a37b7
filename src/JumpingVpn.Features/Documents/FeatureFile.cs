using Parser = Gherkin.Parser;
using ParserException = Gherkin.ParserException;

namespace JumpingVpn.Features.Documents;

/// <summary>What one feature file holds: its scenarios, or the errors that are in the way.</summary>
public sealed class FeatureFile
{
    private FeatureFile(string path, string fullPath, ParsedFeature parsed, int lastLine = 0)
    {
        LastLine = lastLine;
        Path = path;
        FullPath = fullPath;
        Feature = parsed.Feature;
        Scenarios = parsed.Scenarios;
        Errors = parsed.Errors;
        Blocks = parsed.Blocks;
    }

    /// <summary>The path as given, with forward slashes.</summary>
    public string Path { get; }

    /// <summary>The absolute path.</summary>
    public string FullPath { get; }

    /// <summary>The head of the feature, or null if the file could not be read that far.</summary>
    public Feature? Feature { get; }

    /// <summary>The scenarios in the order of the file, one per row of an outline.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; }

    /// <summary>What is wrong with the file; empty for a good one.</summary>
    public IReadOnlyList<FeatureError> Errors { get; }

    internal IReadOnlyList<SourceBlock> Blocks { get; }

    /// <summary>How many lines the file has; 0 if it has errors.</summary>
    internal int LastLine { get; }

    /// <summary>Reads a feature file. Whatever is wrong with it, or with reading it, is listed in <see cref="Errors"/>.</summary>
    /// <param name="path">The path; it is also the path shown in messages.</param>
    /// <param name="stop">Ends it, also within a large file.</param>
    /// <returns>The contents.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static FeatureFile Load(string path, CancellationToken stop = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string shown = path.Replace('\\', '/');
        string fullPath = System.IO.Path.GetFullPath(path);
        var file = FeatureText.Read(fullPath);
        return file.Text is { } text
            ? Parse(text, shown, fullPath, stop)
            : new FeatureFile(shown, fullPath, ParsedFeature.Broken([new FeatureError(shown, file.Line, 0, file.Problem!)]));
    }

    /// <summary>Reads a feature from text.</summary>
    /// <param name="text">The text of the feature file.</param>
    /// <param name="path">The path to show in messages.</param>
    /// <returns>The contents.</returns>
    public static FeatureFile Parse(string text, string path) =>
        Parse(text, path, System.IO.Path.GetFullPath(path), CancellationToken.None);

    private static FeatureFile Parse(string text, string path, string fullPath, CancellationToken stop)
    {
        try
        {
            Gherkin.Ast.GherkinDocument document = new Parser().Parse(new StoppableReader(text, stop));
            return new FeatureFile(
                path,
                fullPath,
                new FeatureBuilder(path, fullPath, text, stop).Build(document),
                text.TrimEnd().Count('\n') + 1
            );
        }
        catch (ParserException exception)
        {
            return new FeatureFile(path, fullPath, ParsedFeature.Broken(SyntaxErrors.Explain(exception, path, text)));
        }
    }
}
