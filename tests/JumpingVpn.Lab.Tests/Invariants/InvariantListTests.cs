using JumpingVpn.TestSupport;

namespace JumpingVpn.Lab.Tests.Invariants;

public sealed class InvariantListTests
{
    [Fact]
    public void The_page_for_authors_lists_every_claim_that_is_watched()
    {
        using Scene scene = new(LabFactory.Create("sim", seed: 1));
        string page = File.ReadAllText(RepositoryFiles.PathOf("docs", "writing-features.md"));

        scene
            .Invariants.Claims.Should()
            .HaveCountGreaterThanOrEqualTo(12)
            .And.AllSatisfy(claim => page.Should().Contain(claim[1..], "the list says what a scenario is held to"));
    }
}
