using System.Reflection;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Architecture;

/// <summary>CHANGELOG.md keeps the form that readers and their tools know.</summary>
public sealed class ChangelogTests
{
    private static readonly string[] Headings =
    [
        .. File.ReadLines(RepositoryFiles.PathOf("CHANGELOG.md")).Where(line => line.StartsWith('#')),
    ];

    [Fact]
    public void Every_version_has_a_date_and_stands_above_the_older_ones()
    {
        string[] versions = [.. Headings.Where(heading => heading.StartsWith("## ", StringComparison.Ordinal))];

        versions[0].Should().Be("## [Unreleased]");
        versions.Should().HaveCountGreaterThan(1).And.OnlyHaveUniqueItems();
        versions.Skip(1).Should().AllSatisfy(version => version.Should().MatchRegex(@"^## \[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$"));
        Released().Should().BeInDescendingOrder();
    }

    [Fact]
    public void Every_section_is_one_of_the_four_and_stands_once_in_its_version()
    {
        string[] order = ["### Added", "### Changed", "### Fixed", "### Security"];
        foreach (string[] sections in SectionsByVersion())
        {
            sections.Should().BeSubsetOf(order).And.OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
        }
    }

    [Fact]
    public void What_is_built_is_the_newest_version_or_on_its_way_to_the_next()
    {
        string built = typeof(ExitCode).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        string version = built.Split('+')[0];
        var number = Version.Parse(version.Split('-')[0]);

        (version.Contains('-', StringComparison.Ordinal) ? number > Released().First() : number == Released().First())
            .Should()
            .BeTrue("{0} is built and {1} is the newest version in CHANGELOG.md", version, Released().First());
    }

    private static IEnumerable<Version> Released() =>
        Headings
            .Where(heading => heading.StartsWith("## [", StringComparison.Ordinal))
            .Skip(1)
            .Select(heading => Version.Parse(heading[4..heading.IndexOf(']', StringComparison.Ordinal)]));

    private static IEnumerable<string[]> SectionsByVersion() =>
        string.Join('\n', Headings).Split("\n## ").Skip(1).Select(version => version.Split('\n')[1..]);
}
