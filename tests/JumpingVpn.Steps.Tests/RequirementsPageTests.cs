using JumpingVpn.TestSupport;

namespace JumpingVpn.Steps.Tests;

/// <summary>docs/requirements.md says what the tags and traits say.</summary>
public sealed class RequirementsPageTests
{
    [Fact]
    public void The_page_is_what_the_tags_and_traits_make_it()
    {
        string path = RepositoryFiles.PathOf("docs", "requirements.md");
        string page = RequirementsPage.Write();
        if (Environment.GetEnvironmentVariable("UPDATE_PAGES") == "1")
        {
            File.WriteAllText(path, page);
        }

        File.ReadAllText(path).ReplaceLineEndings("\n").Should().Be(page, "UPDATE_PAGES=1 writes it again");
    }

    [Fact]
    public void Every_requirement_tag_of_a_feature_is_on_the_page() => RequirementsPage.UnknownTags().Should().BeEmpty();
}
