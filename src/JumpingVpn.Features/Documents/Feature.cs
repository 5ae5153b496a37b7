namespace JumpingVpn.Features.Documents;

/// <summary>The head of a feature file.</summary>
public sealed record Feature
{
    /// <summary>The path to show, with forward slashes: the one given to the loader.</summary>
    public required string Path { get; init; }

    /// <summary>The absolute path.</summary>
    public required string FullPath { get; init; }

    /// <summary>The folder of the file: from there is looked for what its steps name.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(FullPath) is { Length: > 0 } folder ? folder : ".";

    /// <summary>The title.</summary>
    public required string Name { get; init; }

    /// <summary>The free text below the title, or an empty string.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The language of the keywords, e.g. <c>en</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>The tags of the feature, with <c>@</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The line of the title, the first being 1.</summary>
    public int Line { get; init; } = 1;
}
