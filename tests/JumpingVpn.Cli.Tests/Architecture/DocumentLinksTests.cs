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
                .Concat(In("docs"))
                .Concat(In("templates"))
                .Concat(Directory.GetDirectories(RepositoryFiles.PathOf("src")).SelectMany(folder => Directory.GetFiles(folder, "*.md")))
                .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_of_a_document_leads_to_a_file(string document)
    {
        string path = RepositoryFiles.PathOf(document);
        IEnumerable<string> targets = LinksOf(path).Select(link => link.File).Where(file => file.Length > 0);

        targets.Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(path)!, target))).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_into_a_document_leads_to_one_of_its_headings(string document)
    {
        string path = RepositoryFiles.PathOf(document);
        IEnumerable<string> wrong =
            from link in LinksOf(path)
            where link.Heading.Length > 0
            let target = link.File.Length == 0 ? path : Path.Combine(Path.GetDirectoryName(path)!, link.File)
            where target.EndsWith(".md", StringComparison.Ordinal) && !AnchorsOf(target).Contains(link.Heading)
            select $"{link.File}#{link.Heading}";

        wrong.Should().BeEmpty();
    }

    [Fact]
    public void Every_link_of_a_page_of_the_site_leads_to_something_on_the_site()
    {
        string[] patterns = [.. Pattern().Matches(File.ReadAllText(RepositoryFiles.PathOf("docfx.json"))).Select(static one => one.Value)];
        Regex[] onTheSite = [.. patterns.Select(static glob => new Regex($"^{Translated(glob.Trim('"'))}$"))];
        IEnumerable<string> targets =
            from page in Directory.GetFiles(RepositoryFiles.PathOf("docs"), "*.md").Append(RepositoryFiles.PathOf("README.md"))
            from link in LinksOf(page)
            where link.File.Length > 0
            select Path.GetRelativePath(RepositoryFiles.Root, Path.Combine(Path.GetDirectoryName(page)!, link.File)).Replace('\\', '/');

        targets.Distinct().Where(target => !onTheSite.Any(pattern => pattern.IsMatch(target))).Should().BeEmpty();
    }

    [Fact]
    public void The_contents_of_the_site_name_every_page_once_and_nothing_else()
    {
        string folder = RepositoryFiles.PathOf("docs", "site");
        string[] named =
        [
            .. Reference()
                .Matches(File.ReadAllText(Path.Combine(folder, "toc.yml")))
                .Select(match => Path.GetFullPath(Path.Combine(folder, match.Groups[1].Value))),
        ];

        named.Where(path => path.EndsWith(".md", StringComparison.Ordinal) && !File.Exists(path)).Should().BeEmpty();
        named.Should().OnlyHaveUniqueItems().And.Contain(Directory.GetFiles(RepositoryFiles.PathOf("docs"), "*.md"));
    }

    private static string[] In(string folder) => Directory.GetFiles(RepositoryFiles.PathOf(folder), "*.md", SearchOption.AllDirectories);

    private static IEnumerable<(string File, string Heading)> LinksOf(string path) =>
        Link()
            .Matches(File.ReadAllText(path))
            .Select(match => (File: match.Groups[1].Value, Heading: match.Groups[2].Value))
            .Where(link => !link.File.Contains("://", StringComparison.Ordinal));

    private static string Translated(string glob) =>
        Regex.Escape(glob).Replace(@"\*\*/", "(.*/)?").Replace(@"\*\*", ".*").Replace(@"\*", "[^/]*");

    /// <summary>The anchors that GitHub and docfx make of the headings of a page: small letters, digits, hyphens for spaces.</summary>
    private static HashSet<string> AnchorsOf(string path) =>
        [
            .. Heading()
                .Matches(File.ReadAllText(path).ReplaceLineEndings("\n"))
                .Select(match => match.Groups[1].Value.ToLowerInvariant())
                .Select(text => new string([.. text.Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')]))
                .Select(text => text.Replace(' ', '-')),
        ];

    [GeneratedRegex(@"\]\(([^)#\s]*)(?:#([^)\s]*))?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("\"[^\" ]*[.*/][^\" ]*\"|\"LICENSE\"")]
    private static partial Regex Pattern();

    [GeneratedRegex("href: (.*)$", RegexOptions.Multiline)]
    private static partial Regex Reference();
}
