using System.Diagnostics;
using System.Text.RegularExpressions;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Endpoints;

/// <summary>What docs/endpoints.md shows in C compiles as it stands there.</summary>
public sealed partial class EndpointPageTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [SkippableFact]
    public void The_glue_and_the_types_that_it_needs_compile_without_a_warning()
    {
        Skip.IfNot(InstalledProgram.IsThere("cc"), "There is no cc on this machine.");
        string page = File.ReadAllText(RepositoryFiles.PathOf("docs", "endpoints.md"));
        string[] blocks = [.. Block().Matches(page).Select(match => match.Groups[1].Value)];
        blocks.Should().HaveCount(2);
        _directory.Write("my_core.h", $"#pragma once\n{blocks[0]}");
        string glue = _directory.Write("ping.c", blocks[1]);
        string headers = RepositoryFiles.PathOf("src", "JumpingVpn.Endpoints");

        ProcessStartInfo info = new("cc", ["-fsyntax-only", "-Wall", "-Werror", "-I", headers, glue]) { RedirectStandardError = true };
        using Process compiler = Process.Start(info)!;
        string errors = compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();

        compiler.ExitCode.Should().Be(0, errors);
    }

    public void Dispose() => _directory.Dispose();

    [GeneratedRegex("```c\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
