using JumpingVpn.Cli.Scenarios;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Scenarios;

/// <summary>Where the program is called through dotnet, since it is not on the PATH.</summary>
public sealed class LocalToolTests : IDisposable
{
    private readonly TemporaryDirectory _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData(".config/dotnet-tools.json")]
    [InlineData("dotnet-tools.json")]
    public void A_manifest_counts_for_the_folders_below_it(string manifest)
    {
        _place.Write(manifest, "{ \"tools\": { \"jumpingvpn\": { \"version\": \"1.0.0\" } } }");
        string below = Directory.CreateDirectory(Path.Combine(_place.Path, "a", "b")).FullName;

        LocalTool.Is(below, "/packages/jumpingvpn/1.0.0/tools/net10.0/any/").Should().BeTrue();
        LocalTool.Is(_place.Path, "/home/me/.dotnet/tools/.store/jumpingvpn/1.0.0/").Should().BeFalse("a global tool is on the PATH");
    }

    [Theory]
    [InlineData("{ \"tools\": { \"docfx\": { } } }")]
    [InlineData("")]
    public void A_manifest_that_does_not_name_it_is_none(string text)
    {
        _place.Write("dotnet-tools.json", text);

        LocalTool.Is(_place.Path, "/packages/").Should().BeFalse();
    }
}
