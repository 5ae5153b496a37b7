using System.Text.RegularExpressions;
using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.Architecture;

/// <summary>The documents point at what exists.</summary>
public sealed partial class DocumentLinksTests
{
    public static TheoryData<string> Documents() =>
    [
        .. Directory.GetFiles(Repository.Root, "*.md").Concat(Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_of_a_document_leads_to_a_file(string document)
    {
        string path = Path.Combine(Repository.Root, document);
        IEnumerable<string> targets = Link().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal));

        targets.Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(path)!, target))).Should().BeEmpty();
    }

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
