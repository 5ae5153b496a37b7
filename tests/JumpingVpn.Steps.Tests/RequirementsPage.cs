using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Steps.Tests;

/// <summary>Makes docs/requirements.md from the tags of the features and the traits of the tests.</summary>
internal static partial class RequirementsPage
{
    /// <summary>What the project means to prove; a requirement that nothing is tagged with is listed as planned.</summary>
    private static readonly (string Tag, string Text)[] Requirements =
    [
        ("rfc4787-REQ-1", "endpoint-independent mapping, and the mappings that are not"),
        ("rfc4787-REQ-2", "address pooling: paired, and the poolings that are not"),
        ("rfc4787-REQ-3", "port assignment without overloading, and a NAT that overloads"),
        ("rfc4787-REQ-3a", "the class of a port is kept"),
        ("rfc4787-REQ-4", "port parity"),
        ("rfc4787-REQ-5", "the lifetime of a mapping"),
        ("rfc4787-REQ-6", "outbound refresh, and inbound refresh"),
        ("rfc4787-REQ-7", "the same addresses inside and outside"),
        ("rfc4787-REQ-8", "filtering"),
        ("rfc4787-REQ-9", "hairpinning with the external source, and with the internal one"),
        ("rfc4787-REQ-10", "application level gateways"),
        ("rfc4787-REQ-11", "deterministic behaviour under load"),
        ("rfc4787-REQ-12", "ICMP errors"),
        ("rfc4787-REQ-13", "a datagram that is too long"),
        ("rfc4787-REQ-14", "fragments"),
        ("rfc6888-REQ-4", "a limit for each subscriber"),
        ("rfc6888-REQ-5", "a limit on the rate of new mappings for each subscriber"),
        ("rfc6888-REQ-8", "freed ports rest"),
        ("rfc6888-REQ-11", "existing mappings survive exhaustion"),
    ];

    public static string Write()
    {
        var page = new StringBuilder();
        page.Append("# Requirements\n\n");
        page.Append(
            "Requirement → what proves it. A feature carries the requirement as a tag, a test as the trait `Requirement`. This page is\n"
        );
        page.Append("generated, and a test keeps it true: `UPDATE_PAGES=1 dotnet test tests/JumpingVpn.Steps.Tests` writes it again.\n\n");
        page.Append("| requirement | what | proved by | state |\n|---|---|---|---|\n");
        foreach ((string tag, string text) in Requirements)
        {
            List<string> proofs = [.. Files("features", "*.feature", FeatureTag(tag)), .. Files("tests", "*.cs", TestTrait(tag))];
            string links = string.Join(", ", proofs.Select(path => $"[{Path.GetFileName(path)}](../{path})"));
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {tag} | {text} | {links} | {(proofs.Count == 0 ? "planned" : "implemented")} |\n"
            );
        }

        return page.ToString();
    }

    /// <summary>The requirement tags in the features that the page does not know.</summary>
    public static IEnumerable<string> UnknownTags() =>
        Directory
            .GetFiles(RepositoryFiles.PathOf("features"), "*.feature", SearchOption.AllDirectories)
            .SelectMany(path => AnyTag().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value))
            .Where(tag => !Requirements.Any(known => known.Tag == tag));

    private static IEnumerable<string> Files(string folder, string pattern, Regex mark) =>
        Directory
            .GetFiles(RepositoryFiles.PathOf(folder), pattern, SearchOption.AllDirectories)
            .Where(path => mark.IsMatch(File.ReadAllText(path)))
            .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static Regex FeatureTag(string tag) => new($@"@{Regex.Escape(tag)}(?![\w-])");

    private static Regex TestTrait(string tag) => new($"\\[Trait\\(\"Requirement\", \"{Regex.Escape(tag)}\"\\)\\]");

    [GeneratedRegex(@"@(rfc\d+-REQ-\w+)")]
    private static partial Regex AnyTag();
}
