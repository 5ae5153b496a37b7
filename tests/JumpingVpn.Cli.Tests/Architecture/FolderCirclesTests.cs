using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace JumpingVpn.Cli.Tests.Architecture;

/// <summary>
/// The folders of a project can be read one after the other: none needs one that needs it. A project's root is not one of them:
/// what users program against stands there, over all folders and known to all.
/// </summary>
public sealed class FolderCirclesTests
{
    [Theory]
    [InlineData("JumpingVpn.Cli")]
    [InlineData("JumpingVpn.Features")]
    [InlineData("JumpingVpn.Lab")]
    [InlineData("JumpingVpn.Network")]
    [InlineData("JumpingVpn.Protocol")]
    [InlineData("JumpingVpn.Reports")]
    [InlineData("JumpingVpn.Simulation")]
    [InlineData("JumpingVpn.Endpoints")]
    [InlineData("JumpingVpn.Sockets")]
    [InlineData("JumpingVpn.Steps")]
    public void No_two_folders_of_a_project_need_each_other(string project)
    {
        ArchUnitNET.Domain.Architecture code = new ArchLoader()
            .LoadAssemblies(Assembly.Load(project == "JumpingVpn.Cli" ? "jumpingvpn" : project))
            .Build();

        SliceRuleDefinition
            .Slices()
            .Matching($"{project}.(*)")
            .Should()
            .BeFreeOfCycles()
            .Evaluate(code)
            .Where(result => !result.Passed)
            .Select(result => result.Description)
            .Should()
            .BeEmpty();
    }
}
