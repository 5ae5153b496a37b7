using System.Text.RegularExpressions;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Packages;

/// <summary>What a package says of itself.</summary>
internal sealed partial class PackageReadme
{
    private PackageReadme(string text) => Text = text;

    /// <summary>All of it.</summary>
    public string Text { get; }

    /// <summary>Its C#.</summary>
    public string Sample => Code().Match(Text).Groups[1].Value;

    /// <summary>The namespaces that it names, of all packages.</summary>
    public IEnumerable<string> Namespaces =>
        NamespaceLine().Matches(Text).SelectMany(line => Namespace().Matches(line.Groups[1].Value)).Select(name => name.Groups[1].Value);

    /// <summary>Reads the one of a project.</summary>
    public static PackageReadme Of(string project) =>
        new(File.ReadAllText(RepositoryFiles.PathOf("src", project, "README.md")).ReplaceLineEndings("\n"));

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^(?:\| |One namespace, )(`JumpingVpn[^|:]*)[|:]", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"`([\w.]+)`")]
    private static partial Regex Namespace();
}
