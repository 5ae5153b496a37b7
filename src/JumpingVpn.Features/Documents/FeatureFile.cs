using System.Text;
using Parser = Gherkin.Parser;
using ParserException = Gherkin.ParserException;

namespace JumpingVpn.Features.Documents;

/// <summary>What one feature file holds: its scenarios, or the errors that are in the way.</summary>
public sealed class FeatureFile
{
    private const int MaxBytes = 4 * 1024 * 1024;

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

    /// <summary>How many lines the file has; 0 where it has errors.</summary>
    internal int LastLine { get; }

    /// <summary>Reads a feature file. Whatever is wrong with it, or with reading it, is told in <see cref="Errors"/>.</summary>
    /// <param name="path">The path; it is also the path shown in messages.</param>
    /// <returns>The contents.</returns>
    public static FeatureFile Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var shown = path.Replace('\\', '/');
        var fullPath = System.IO.Path.GetFullPath(path);
        if (ReadText(fullPath, out var problem) is { } text)
        {
            return Parse(text, shown, fullPath);
        }

        var error = new FeatureError(shown, problem!.Value.Line, 0, problem.Value.Message);
        return new FeatureFile(shown, fullPath, ParsedFeature.Broken([error]));
    }

    /// <summary>Reads a feature from text.</summary>
    /// <param name="text">The text of the feature file.</param>
    /// <param name="path">The path to show in messages.</param>
    /// <returns>The contents.</returns>
    public static FeatureFile Parse(string text, string path) => Parse(text, path, System.IO.Path.GetFullPath(path));

    private static FeatureFile Parse(string text, string path, string fullPath)
    {
        try
        {
            var document = new Parser().Parse(new StringReader(text));
            return new FeatureFile(path, fullPath, new FeatureBuilder(path, fullPath).Build(document), text.TrimEnd().Count('\n') + 1);
        }
        catch (ParserException exception)
        {
            return new FeatureFile(path, fullPath, ParsedFeature.Broken(SyntaxErrors.Explain(exception, path, text)));
        }
    }

    private static string? ReadText(string fullPath, out (int Line, string Message)? problem)
    {
        problem = null;
        try
        {
            var bytes = ReadBytes(fullPath);
            if (bytes.AsSpan().Contains((byte)0))
            {
                var offset = Array.IndexOf(bytes, (byte)0);
                problem = (LineAt(bytes, offset), $"expected a feature file in UTF-8, but byte {offset} is 0: this is not a text file");
                return null;
            }

            var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.AsSpan(start));
        }
        catch (DecoderFallbackException exception)
        {
            problem = (0, $"expected a feature file in UTF-8, but byte {exception.Index} starts no valid character");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = (0, $"the feature file cannot be read: {exception.Message}");
        }

        return null;
    }

    private static byte[] ReadBytes(string fullPath)
    {
        var length = new FileInfo(fullPath).Length;
        return length <= MaxBytes
            ? File.ReadAllBytes(fullPath)
            : throw new IOException($"it has {length} bytes, and a feature file may have {MaxBytes} at most");
    }

    private static int LineAt(byte[] bytes, int offset) => 1 + bytes.AsSpan(0, offset).Count((byte)'\n');
}
