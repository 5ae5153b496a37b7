using System.Text.RegularExpressions;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Architecture;

/// <summary>The documents point at what exists.</summary>
public sealed partial class DocumentLinksTests
{
    public static TheoryData<string> Documents() =>
        [
            .. Directory
                .GetFiles(RepositoryFiles.Root, "*.md")
                .Concat(Directory.GetFiles(RepositoryFiles.PathOf("docs"), "*.md", SearchOption.AllDirectories))
                .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_of_a_document_leads_to_a_file(string document)
    {
        string path = RepositoryFiles.PathOf(document);
        IEnumerable<string> targets = Link()
            .Matches(File.ReadAllText(path))
            .Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal));

        targets.Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(path)!, target))).Should().BeEmpty();
    }

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
