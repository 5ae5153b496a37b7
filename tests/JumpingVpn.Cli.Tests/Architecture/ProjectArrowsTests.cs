using System.Reflection;

namespace JumpingVpn.Cli.Tests.Architecture;

/// <summary>The arrows of docs/architecture.md, checked on what the compiled assemblies really reference.</summary>
public sealed class ProjectArrowsTests
{
    [Theory]
    [InlineData("JumpingVpn.Datagrams", "")]
    [InlineData("JumpingVpn.Protocol", "Datagrams")]
    [InlineData("JumpingVpn.Network", "Datagrams")]
    [InlineData("JumpingVpn.Simulation", "Network Datagrams")]
    [InlineData("JumpingVpn.Sockets", "Network Datagrams")]
    [InlineData("JumpingVpn.Endpoints", "Datagrams")]
    [InlineData("JumpingVpn.Lab", "Protocol Simulation Sockets Endpoints Network Datagrams")]
    [InlineData("JumpingVpn.Features", "")]
    [InlineData("JumpingVpn.Reports", "Features")]
    [InlineData("JumpingVpn.Steps", "Features Reports Lab Protocol Simulation Endpoints Network Datagrams")]
    [InlineData("JumpingVpn.Exploration", "Steps Features Lab Protocol Simulation Endpoints Network Datagrams")]
    public void A_project_references_nothing_above_it(string assembly, string allowed)
    {
        IEnumerable<string> allowedNames = allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => $"JumpingVpn.{name}");

        OursReferencedBy(assembly).Should().BeSubsetOf(allowedNames);
    }

    [Fact]
    public void The_check_sees_references_that_are_there() =>
        OursReferencedBy("JumpingVpn.Lab").Should().Contain(["JumpingVpn.Protocol", "JumpingVpn.Sockets", "JumpingVpn.Simulation"]);

    [Theory]
    [InlineData("JumpingVpn.Protocol", "System.Net.Sockets")]
    [InlineData("JumpingVpn.Protocol", "Serilog")]
    [InlineData("JumpingVpn.Simulation", "System.Net.Sockets")]
    [InlineData("JumpingVpn.Network", "System.Net.Sockets")]
    public void A_pure_project_reaches_for_no_outside_world(string assembly, string forbidden) =>
        Assembly.Load(assembly).GetReferencedAssemblies().Select(name => name.Name).Should().NotContain(forbidden);

    private static IEnumerable<string> OursReferencedBy(string assembly) =>
        Assembly
            .Load(assembly)
            .GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("JumpingVpn.", StringComparison.Ordinal));
}
