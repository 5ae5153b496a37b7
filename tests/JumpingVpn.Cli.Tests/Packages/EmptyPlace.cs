using System.Diagnostics;
using System.Reflection;
using System.Xml.Linq;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Packages;

/// <summary>
/// A place where nothing of ours is but the packages, made by <c>dotnet pack</c> out of what is built already. What they need of others
/// comes out of the cache that this build was restored from, so that no network is needed. Nothing is left behind in the user's own
/// folders.
/// </summary>
public sealed class EmptyPlace : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TemporaryDirectory _directory = new();
    private readonly Lazy<Task<string>> _packed;
    private readonly Lazy<Task> _template;

    /// <summary>Begins with an empty folder and no packages.</summary>
    public EmptyPlace()
    {
        _packed = new Lazy<Task<string>>(PackAsync);
        _template = new Lazy<Task>(InstallTemplateAsync);
        var config = new XElement(
            "configuration",
            new XElement("packageSources", new XElement("clear"), Source("ours", Packages), Source("others", Metadata("NuGetPackageRoot"))),
            new XElement("packageSourceMapping", new XElement("clear"), Mapping("ours", "JumpingVpn*"), Mapping("others", "*"))
        );
        _directory.Write("nuget.config", config.ToString());
        Directory.CreateDirectory(Packages);
    }

    /// <summary>The version of all packages.</summary>
    public static string Version => Metadata("PackageVersion");

    /// <summary>The folder with the packages; filled by <see cref="PackedAsync"/>.</summary>
    public string Packages => PathOf("packages");

    /// <summary>A path in this place.</summary>
    public string PathOf(string name) => Path.Combine(_directory.Path, name);

    /// <summary>Writes a file.</summary>
    public void Write(string name, string text) => _directory.Write(name, text);

    /// <summary>Makes the packages, once.</summary>
    /// <returns>The folder that has them.</returns>
    public Task<string> PackedAsync() => _packed.Value;

    /// <summary>Installs the template, once.</summary>
    public Task TemplateAsync() => _template.Value;

    /// <summary>Runs <c>dotnet</c> here.</summary>
    /// <param name="folder">The folder below this place.</param>
    /// <param name="words">The arguments.</param>
    /// <returns>What it printed, errors included.</returns>
    public Task<string> DotnetAsync(string folder, params string[] words) =>
        RunAsync(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", PathOf(folder), words);

    /// <summary>Runs a program here; it has to succeed.</summary>
    /// <returns>What it printed, errors included.</returns>
    public async Task<string> RunAsync(string program, string folder, params string[] words)
    {
        var start = new ProcessStartInfo(program, words)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NUGET_PACKAGES"] = PathOf("cache");
        start.Environment["DOTNET_CLI_HOME"] = PathOf("home");
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // a node that stays would hold the pipes open
        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            string printed = (await output + await error).ReplaceLineEndings("\n");
            await process.WaitForExitAsync(patience.Token);
            process.ExitCode.Should().Be(0, "{0} {1} printed:\n{2}", program, string.Join(' ', words), printed);
            return printed;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    private static XElement Source(string key, string folder) => new("add", new XAttribute("key", key), new XAttribute("value", folder));

    private static XElement Mapping(string key, string pattern) =>
        new("packageSource", new XAttribute("key", key), new XElement("package", new XAttribute("pattern", pattern)));

    private static string Metadata(string key) =>
        typeof(EmptyPlace).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;

    private async Task<string> PackAsync()
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string solution = RepositoryFiles.PathOf("JumpingVpn.sln");
        await DotnetAsync("", "pack", solution, "--no-build", "-c", configuration, "-p:PackFor=any", "-o", Packages);
        return Packages;
    }

    private async Task InstallTemplateAsync() =>
        await DotnetAsync("", "new", "install", Path.Combine(await PackedAsync(), $"JumpingVpn.Templates.{Version}.nupkg"));
}
