using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using JumpingVpn.TestSupport;
using Microsoft.CodeAnalysis.CSharp;

namespace JumpingVpn.Cli.Tests.Packages;

/// <summary>The packages, installed from a local folder where nothing else of ours is, and used.</summary>
public sealed partial class PackageTests(EmptyPlace place) : IClassFixture<EmptyPlace>
{
    private static readonly string[] Libraries =
    [
        "JumpingVpn.Datagrams",
        "JumpingVpn.Endpoints",
        "JumpingVpn.Features",
        "JumpingVpn.Lab",
        "JumpingVpn.Network",
        "JumpingVpn.Protocol",
        "JumpingVpn.Reports",
        "JumpingVpn.Simulation",
        "JumpingVpn.Sockets",
        "JumpingVpn.Steps",
    ];

    [Fact]
    public async Task There_is_a_package_for_the_tool_the_template_and_each_library_with_its_symbols()
    {
        string folder = await place.PackedAsync();

        NamesIn(folder, "*.nupkg")
            .Should()
            .Equal(Libraries.Append("JumpingVpn").Append("JumpingVpn.Templates").Order(StringComparer.Ordinal));
        NamesIn(folder, "*.snupkg").Should().Equal(Libraries);
    }

    [Fact]
    public async Task A_pack_for_all_platforms_restores_what_each_of_them_needs()
    {
        string project = RepositoryFiles.PathOf("src", "JumpingVpn.Cli", "JumpingVpn.Cli.csproj");

        string platforms = await place.DotnetAsync("", "msbuild", project, "-p:PackFor=all", "-getProperty:RuntimeIdentifiers");

        platforms.Trim().Split(';').Should().Equal("linux-x64", "linux-arm64", "osx-arm64", "win-x64", "any");
    }

    [Fact]
    public async Task A_release_does_not_tell_where_it_was_built()
    {
        string project = RepositoryFiles.PathOf("src", "JumpingVpn.Datagrams", "JumpingVpn.Datagrams.csproj");

        string map = await place.DotnetAsync(
            "",
            "msbuild",
            project,
            "-p:Configuration=Release",
            "-t:_SetPathMapFromSourceRoots",
            "-getProperty:PathMap"
        );

        map.Should().StartWith($"{RepositoryFiles.Root}{Path.DirectorySeparatorChar}=/_/");
    }

    [Fact]
    public async Task Every_package_says_what_it_is_under_which_licence_and_has_a_readme()
    {
        foreach (string path in Directory.GetFiles(await place.PackedAsync(), "*.nupkg"))
        {
            using ZipArchive package = ZipFile.OpenRead(path);
            ZipArchiveEntry nuspec = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal));
            using Stream text = nuspec.Open();
            var said = XDocument.Load(text).Root!.Elements().Single().Elements().ToDictionary(e => e.Name.LocalName, e => e.Value);

            said["version"].Should().Be(EmptyPlace.Version);
            said["description"].Should().NotBeEmpty().And.NotBe("Package Description", "{0} has none of its own", path);
            said["tags"].Should().NotBeEmpty();
            said["license"].Should().Be("MIT");
            package.GetEntry(said["readme"]).Should().NotBeNull();
        }
    }

    [Fact]
    public async Task The_tool_carries_the_licence_of_whatever_it_contains_and_nothing_for_platforms_that_it_does_not_support()
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(await place.PackedAsync(), $"JumpingVpn.{EmptyPlace.Version}.nupkg"));
        using var reader = new StreamReader(package.GetEntry("THIRD-PARTY-NOTICES.txt")!.Open());
        string notices = await reader.ReadToEndAsync();
        string[] foreign =
        [
            .. package
                .Entries.Where(entry => Path.GetExtension(entry.Name) is ".dll" or ".so" or ".dylib")
                .Where(entry => !entry.Name.StartsWith("jumpingvpn", StringComparison.OrdinalIgnoreCase))
                .Select(entry => entry.Name.StartsWith("libsodium.", StringComparison.Ordinal) ? "libsodium.so" : entry.Name)
                .Distinct(),
        ];

        foreign.Should().Contain(["Reqnroll.dll", "Serilog.dll", "libsodium.so"]);
        foreign.Where(file => !notices.Contains(file, StringComparison.Ordinal)).Should().BeEmpty();
        package
            .Entries.Select(entry => Native().Match(entry.FullName).Groups[1].Value)
            .Where(platform => platform.Length > 0)
            .Distinct()
            .Should()
            .BeEquivalentTo(
                "linux-arm64",
                "linux-musl-arm64",
                "linux-musl-x64",
                "linux-x64",
                "osx-arm64",
                "osx-x64",
                "win-arm64",
                "win-x64"
            );
    }

    [Fact]
    public async Task The_tool_is_installed_and_runs_a_feature()
    {
        await place.PackedAsync();
        place.Write(
            "alone/first.feature",
            await File.ReadAllTextAsync(RepositoryFiles.PathOf("features", "examples", "your-first-feature.feature"))
        );

        await place.DotnetAsync("alone", "tool", "install", "jumpingvpn", "--tool-path", "tools", "--version", EmptyPlace.Version);
        string program = Path.Combine(place.PathOf("alone"), "tools", OperatingSystem.IsWindows() ? "jumpingvpn.exe" : "jumpingvpn");

        (await place.RunAsync(program, place.PathOf("alone"), "version")).Should().StartWith($"jumpingvpn {EmptyPlace.Version}");
        (await place.RunAsync(program, place.PathOf("alone"), "run", "first.feature")).Should().EndWith("\n1 passed, 0 failed\n");
    }

    [Fact]
    public async Task The_template_makes_a_project_whose_scenarios_are_tests_and_run_by_the_tool_both_with_a_report()
    {
        await place.TemplateAsync();

        await place.DotnetAsync("", "new", "jumpingvpn", "-n", "My-Net");
        string tested = await place.DotnetAsync("My-Net", "test", "-e", "JUMPINGVPN_REPORT=html=tested.html");
        await place.DotnetAsync("My-Net", "tool", "restore");
        string steps = Path.Combine("My-Net.Steps", "bin", "Debug", "net10.0", "My-Net.Steps.dll");
        string run = await place.DotnetAsync("My-Net", "jumpingvpn", "run", "--steps", steps, "--report", "html=report.html");

        tested.Should().MatchRegex("Passed! +- Failed: +0, Passed: +7, Skipped: +0");
        run.Should().Contain("✓ A phone on a train keeps its session › Five stops [sim]").And.EndWith("\n3 passed, 0 failed\n");
        (await File.ReadAllTextAsync(place.PathOf("My-Net/report.html"))).Should().Contain("\npicture-2 ");
        (await File.ReadAllTextAsync(place.PathOf("My-Net/tested.html"))).Should().Contain("\npicture-5 ");
    }

    [Theory]
    [InlineData("1net", "1net")]
    [InlineData("Our Net", "Our Net")]
    [InlineData("a.b", "a.b")]
    [InlineData("R&D", "R&D")]
    [InlineData("class", "class")]
    [InlineData("JumpingVpn", "MyJumpingVpn")] // JumpingVpn.Steps is a package, which the project needs
    public async Task The_template_takes_any_name_for_files_and_makes_a_namespace_of_it(string name, string project)
    {
        await place.TemplateAsync();

        await place.DotnetAsync("", "new", "jumpingvpn", "-n", name);

        string folder = place.PathOf(name);
        var made = new MadeProject(folder);
        made.Name.Should().Be(project);
        made.NamedPaths.Should().HaveCount(13).And.OnlyContain(path => Path.Exists(path));
        made.Sources.Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path)))
            .SelectMany(tree => tree.GetDiagnostics())
            .Should()
            .BeEmpty();
        string[] files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        files.Where(path => TokensOfTheTemplate().IsMatch(path + File.ReadAllText(path))).Should().BeEmpty();
    }

    [Fact]
    public async Task Without_a_name_the_template_takes_that_of_the_folder()
    {
        await place.TemplateAsync();
        Directory.CreateDirectory(place.PathOf("vpn-tests"));

        await place.DotnetAsync("vpn-tests", "new", "jumpingvpn");

        new MadeProject(place.PathOf("vpn-tests")).Name.Should().Be("vpn-tests");
    }

    [Fact]
    public async Task A_library_serves_a_program_that_knows_nothing_but_its_package()
    {
        await place.PackedAsync();
        place.Write(
            "Hour/Hour.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="JumpingVpn.Simulation" Version="{EmptyPlace.Version}" />
              </ItemGroup>
            </Project>
            """
        );
        place.Write("Hour/Program.cs", PackageReadme.Of("JumpingVpn.Simulation").Sample);

        (await place.DotnetAsync("Hour", "run")).Should().EndWith("5 bytes from 203.0.113.1:49152 after 40 ms\n");
    }

    private static IEnumerable<string> NamesIn(string folder, string pattern) =>
        Directory
            .GetFiles(folder, pattern)
            .Select(path => Path.GetFileNameWithoutExtension(path).Replace($".{EmptyPlace.Version}", "", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    [GeneratedRegex("MyNetwork|MyEncodedNetwork|MyNamespace")]
    private static partial Regex TokensOfTheTemplate();

    [GeneratedRegex("^tools/.*/runtimes/([^/]+)/native/")]
    private static partial Regex Native();
}
