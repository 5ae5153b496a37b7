using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.NatBox;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Steps.Tables;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.NatBox;

public sealed class FeatureNetworkTests : IDisposable
{
    private const string Head = """
        Feature: f
          Background:
            Given a gateway "gw"

          Scenario: s

        """;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_the_nat_and_the_link_that_are_given()
    {
        BoxNetwork network = Read(
            """
                Given a NAT "home" that is symmetric
                And a client "phone" behind "home" with a session on "gw"
                And the link of "phone" loses 5 % of the datagrams
                When the link of "phone" loses 50 % of the datagrams
            """
        );

        network.Nat.Should().Be(NatSettings.Kind("symmetric"));
        network.Up.Loss.Should().Be(Probability.FromPercent(5));
        network.Down.Loss.Should().Be(Probability.FromPercent(5));
        network.UpSchedule.Should().BeNull();
    }

    [Fact]
    public void A_link_that_varies_varies()
    {
        BoxNetwork network = Read(
            """
                Given a client "phone" with a session on "gw"
                And the link of "phone" is a train tunnel link
            """
        );

        LinkPreset preset = LinkSettings.Kind("train tunnel");
        (network.Up, network.Down, network.UpSchedule).Should().Be((preset.Up, preset.Down, preset.Schedule));
        network.Nat.Should().Be(NatSettings.Kind("full cone"), "nothing is translated there");
    }

    [Fact]
    public void Where_hosts_differ_it_must_be_said_whose_it_is()
    {
        const string story = """
                Given a NAT "home" that is a home router
                And a NAT "carrier" that is symmetric
                And a client "phone" behind "carrier" with a session on "gw"
                And a client "tablet" behind "home" with a session on "gw"
            """;

        Error(story).Should().Be("the networks of \"phone\", \"tablet\" differ; say whose it is with --from-node NAME");
        Read(story, "phone").Nat.Should().Be(NatSettings.Kind("symmetric"));
        Read(story, "home").Nat.Should().Be(NatSettings.Kind("home router"));
        Error(story, "laptop").Should().StartWith("there is no \"laptop\" there; it has \"gw\", \"home\"");
    }

    [Fact]
    public void Two_nats_are_two_boxes()
    {
        const string story = """
                Given a NAT "carrier" that is symmetric
                And a NAT "home" behind "carrier" that is a home router
                And a client "phone" behind "home" with a session on "gw"
            """;

        Error(story).Should().StartWith("\"phone\" is behind \"home\", \"carrier\", and this is one NAT");
    }

    [Theory]
    [InlineData("    Given a NAT \"home\" that is a hoem router", "*home router*")]
    [InlineData("    When 1 s passes", "its Given steps have no client*")]
    public void What_cannot_be_taken_is_told(string steps, string error) => Error(steps).Should().Match(error);

    [Fact]
    public async Task A_feature_that_is_not_there_is_told_with_the_option()
    {
        (int code, _, string error) = await CliCall.RunAsync(
            "nat",
            "--listen",
            "127.0.0.1:0",
            "--to",
            "127.0.0.1:9",
            "--from-feature",
            Path.Combine(_folder.Path, "none.feature:3")
        );

        code.Should().Be(ExitCode.Usage);
        error.Should().Contain("--from-feature '").And.Contain("none.feature");
    }

    private BoxNetwork Read(string steps, string? node = null)
    {
        Parsed<BoxNetwork> network = FeatureNetwork.Read(Write(steps), node);
        network.Error.Should().BeNull();
        return network.Value!;
    }

    private string? Error(string steps, string? node = null) => FeatureNetwork.Read(Write(steps), node).Error;

    private string Write(string steps) => _folder.Write("f.feature", Head + steps) + ":5";
}
