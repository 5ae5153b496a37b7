using System.Text.Json.Nodes;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.NatCheck;

/// <summary>
/// Server, box and check as the processes that users run: what the box was asked to be is what the check finds. Loopback addresses other
/// than the first are Linux's.
/// </summary>
public sealed class CertifiedBoxTests
{
    [LinuxTheory]
    [InlineData("endpoint-independent", "endpoint-independent", "always-preserved")]
    [InlineData("endpoint-independent", "address-and-port-dependent", "preserved")]
    [InlineData("address-dependent", "address-dependent", "preserved")]
    [InlineData("address-and-port-dependent", "endpoint-independent", "random")]
    [InlineData("address-and-port-dependent", "address-and-port-dependent", "sequential")]
    public async Task What_the_box_was_asked_to_be_is_found(string mapping, string filtering, string ports)
    {
        await using var server = CliProcess.Start("nat-check", "--serve", "--listen", "127.0.0.1:0", "--alternate", "127.0.0.3");
        string[] stands = (await server.Out.WaitForAsync("Answering STUN on ")).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)[
            3..7
        ];
        string[] pairs = [.. stands[..3].SelectMany(static to => new[] { "--listen", "127.0.0.1:0", "--to", to.TrimEnd('.') })];
        string[] model = ["--mapping", mapping, "--filtering", filtering, "--port-assignment", ports, "--external", "127.0.0.2"];
        await using var box = CliProcess.Start(["nat", .. pairs, .. model, "--seed", "3"]);
        await box.Out.WaitForAsync("\"NatStart\"", count: 3);
        string[] fronts =
        [
            .. box
                .Out.Lines.Select(static line => JsonNode.Parse(line)!)
                .Where(static e => (string?)e["event"] == "NatStart")
                .Select(static e => (string)e["listen"]!),
        ];
        string[] ask = ["--server", fronts[0], "--other-port", fronts[1], "--other-address", fronts[2], "--timeout", "3s", "--json"];

        await using var check = CliProcess.Start(["nat-check", .. ask]);

        (await check.ExitAsync()).Should().Be(0, check.Error.Text);
        JsonNode found = JsonNode.Parse(check.Out.Text)!;
        Words(found["mapping"]!).Should().Equal(mapping);
        Words(found["filtering"]!).Should().Equal(filtering);
        Words(found["ports"]!).Should().Contain(ports);
        ((string?)found["hairpin"]!["why"]).Should().Contain("relay", "its external endpoints are reached by a way around it");
    }

    /// <summary>What the check holds for possible, as the options of the box say it.</summary>
    private static IEnumerable<string> Words(JsonNode finding)
    {
        JsonNode?[] words = [.. finding["possible"]?.AsArray() ?? [], finding["value"]];
        return words
            .OfType<JsonNode>()
            .Select(static word =>
                ((string)word!).Replace("address and port", "address-and-port", StringComparison.Ordinal).Replace(' ', '-')
            );
    }
}
