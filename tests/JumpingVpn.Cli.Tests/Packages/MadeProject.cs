using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace JumpingVpn.Cli.Tests.Packages;

/// <summary>What the template has made, read without a build.</summary>
/// <param name="folder">Where it is.</param>
internal sealed partial class MadeProject(string folder)
{
    /// <summary>The name of the solution.</summary>
    public string Name => Path.GetFileNameWithoutExtension(Directory.GetFiles(folder, "*.slnx").Single());

    /// <summary>Its C# files.</summary>
    public IEnumerable<string> Sources => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories);

    /// <summary>The absolute paths that its solution, projects, workflow, readme and feature name.</summary>
    public IEnumerable<string> NamedPaths =>
        Attributes(PathOf($"{Name}.slnx"), "Project", "Path")
            .Concat(Attributes(PathOf($"{Name}.Tests", $"{Name}.Tests.csproj"), "ProjectReference", "Include"))
            .Concat(Matches(StepsOption(), ".github", "workflows", "scenarios.yml"))
            .Concat(Matches(StepsOption(), "README.md"))
            .Concat(Matches(ListItem(), "README.md"))
            .Concat(Matches(OwnSentence(), "features", "train.feature"));

    private IEnumerable<string> Attributes(string file, string element, string attribute) =>
        XDocument
            .Load(file)
            .Descendants(element)
            .Select(found => Path.GetFullPath(found.Attribute(attribute)!.Value, Path.GetDirectoryName(file)!));

    private IEnumerable<string> Matches(Regex pattern, params string[] file) =>
        pattern.Matches(File.ReadAllText(PathOf(file))).Select(match => PathOf(match.Groups[1].Value));

    private string PathOf(params string[] parts) => Path.GetFullPath(Path.Combine(parts), folder);

    [GeneratedRegex("--steps \"([^\"]+)\"")]
    private static partial Regex StepsOption();

    [GeneratedRegex("^- `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex ListItem();

    [GeneratedRegex(@"our own: (.+\.cs)\.")]
    private static partial Regex OwnSentence();
}
