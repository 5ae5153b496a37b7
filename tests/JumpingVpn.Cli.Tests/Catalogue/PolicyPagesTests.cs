using JumpingVpn.Cli.Catalogue;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Catalogue;

public class PolicyPagesTests
{
    [Fact]
    public void The_page_in_the_repository_is_what_the_program_prints()
    {
        string page = File.ReadAllText(RepositoryFiles.PathOf("docs", "policy.md"));

        PolicyPages
            .Markdown()
            .Should()
            .Be(page, "after a change of the settings the page is made again, with the command that stands in it");
    }

    [Fact]
    public void The_plain_list_has_name_default_range_and_meaning() =>
        PolicyPages
            .Plain()
            .Should()
            .Contain("server.switch-cooldown = 500ms  (0ms to 1min)\n    How long after a switch")
            .And.Contain("server.source-rate = 100 per second  (1 to 1000000)\n")
            .And.Contain("client.keepalive-interval = off  (10ms to 24h, or off)\n");
}
