using JumpingVpn.Lab.Scenes;
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

    [Fact]
    public void There_is_a_verdict_only_on_what_was_there_to_be_judged()
    {
        using Scene strangers = new(LabFactory.Create("sim", seed: 1));
        strangers.Endpoints.Claim(
            new EndpointClaim
            {
                Endpoint = "ping",
                Pattern = SayPattern.OfText("oops*"),
                AtMost = 0,
            }
        );
        strangers.CheckAtEnd();

        strangers.Invariants.Judged.Should().Equal("\"ping\" must never say \"oops*\"");
    }

    [Fact]
    public void A_network_that_was_never_healed_proves_nothing_about_healing()
    {
        using Scene scene = new(LabFactory.Create("sim", seed: 1));
        scene.AddClient("phone").Start(scene.AddGateway("gw"));
        string[] before = [.. scene.Invariants.Judged];

        scene.CheckAtEnd();

        before.Should().NotBeEmpty().And.NotContain(claim => claim.StartsWith("when the network heals", StringComparison.Ordinal));
        scene.Invariants.Judged.Should().BeEquivalentTo(scene.Invariants.Claims);
    }
}
