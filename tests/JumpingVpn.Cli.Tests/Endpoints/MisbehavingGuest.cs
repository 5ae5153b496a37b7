using System.Diagnostics;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Endpoints;
using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Endpoints;

/// <summary>A guest that does what its configuration says when it is told anything.</summary>
internal static class MisbehavingGuest
{
    public const string Name = "guest";

    /// <summary>Compiles it as a shared library; skips the test where there is no compiler.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="options">Further options of the compiler.</param>
    public static void Build(string path, params string[] options) => Compile("cc", ["-shared", "-fPIC", .. options, "-o", path]);

    /// <summary>Compiles it as a WebAssembly module; skips the test where there is no compiler for that.</summary>
    public static void BuildModule(string path, params string[] options)
    {
        Skip.IfNot(File.Exists("/usr/lib/wasm32-wasi/libc.a"), "There is no C library for WebAssembly on this machine.");
        Compile("clang", ["--target=wasm32-wasi", "-mexec-model=reactor", .. options, "-o", path]);
    }

    /// <summary>The programs of isolated libraries, or those of the process.</summary>
    public static EndpointPrograms Programs(bool isolate, EndpointBounds? bounds = null) =>
        new(bounds, isolate ? [.. ThisProgram.Words(), "endpoint", "--lines"] : null);

    /// <summary>Runs a guest in a scene of its own and tells it something.</summary>
    /// <returns>What is wrong with it; an empty text where nothing is.</returns>
    public static string Complaint(EndpointPrograms programs, string specification, string folder, string configuration = "") =>
        Told(programs, specification, folder, configuration).Complaint;

    /// <summary>The same, with what it said.</summary>
    public static (string Complaint, IReadOnlyList<string> Said) Told(
        EndpointPrograms programs,
        string specification,
        string folder,
        string configuration
    )
    {
        using Scene scene = new(LabFactory.Create("sim", seed: 1)) { Endpoints = { Load = text => programs.Load(text, folder) } };
        try
        {
            scene.Endpoints.Add(Name, specification, new EndpointPlace(Configuration: configuration));
            scene.Endpoints.Find(Name).Tell("go");
            scene.ThrowIfViolated();
            return ("", [.. scene.Endpoints.Said.Select(static saying => saying.Text)]);
        }
        catch (Exception complaint) when (complaint is SceneException or ExpectationException)
        {
            return (complaint.Message, []);
        }
    }

    private static void Compile(string compiler, string[] options)
    {
        Skip.IfNot(InstalledProgram.IsThere(compiler), $"There is no {compiler} on this machine.");
        string source = RepositoryFiles.PathOf("tests", "JumpingVpn.Endpoints.Tests", "SharedLibrary", "misbehaving.c");
        string headers = RepositoryFiles.PathOf("src", "JumpingVpn.Endpoints");
        using var process = Process.Start(compiler, ["-O1", "-w", "-I", headers, .. options, source]);
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
    }
}
