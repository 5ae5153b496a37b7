using JumpingVpn.TestSupport;

namespace JumpingVpn.Steps.Tests;

/// <summary>docs/test-scenarios.md and the features say the same.</summary>
public sealed class ScenarioTableTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "test-scenarios.md"));

    [Fact]
    public void Every_feature_file_is_on_the_page()
    {
        string features = RepositoryFiles.PathOf("features");
        IEnumerable<string> files = Directory
            .GetFiles(features, "*.feature", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(features, path).Replace('\\', '/'));

        files.Where(file => !Page.Contains($"(../features/{file})", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void Every_feature_on_the_page_exists_and_has_the_tags_it_is_listed_with()
    {
        foreach (string row in Page.Split('\n').Where(line => line.Contains("(../features/", StringComparison.Ordinal)))
        {
            string[] cells = row.Split('|', StringSplitOptions.TrimEntries);
            string file = cells[2].Split("(../")[1].TrimEnd(')');
            string text = File.ReadAllText(RepositoryFiles.PathOf(file));
            foreach (string tag in cells[3].Trim('`').Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                text.Should().Contain(tag, $"of {file}");
            }
        }
    }
}
