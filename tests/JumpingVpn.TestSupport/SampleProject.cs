using System.Diagnostics;
using System.Text.RegularExpressions;

namespace JumpingVpn.TestSupport;

/// <summary>A project that a page of docs shows whole, to be copied: its files, each under its name, and what it prints.</summary>
public sealed partial class SampleProject
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, string> _files = [];

    private SampleProject(string output) => Output = output;

    /// <summary>What the page says that it prints.</summary>
    public string Output { get; }

    /// <summary>The lines of its C#, which are compiled as they stand.</summary>
    public IEnumerable<string> Lines =>
        _files.Where(file => file.Key.EndsWith(".cs", StringComparison.Ordinal)).SelectMany(file => file.Value.Split('\n'));

    /// <summary>Reads the project that a page shows.</summary>
    /// <param name="document">The name of the page in docs.</param>
    public static SampleProject In(string document)
    {
        string text = File.ReadAllText(RepositoryFiles.PathOf("docs", document)).ReplaceLineEndings("\n");
        SampleProject project = new(Printed().Match(text).Groups[1].Value);
        foreach (Match file in NamedFile().Matches(text))
        {
            project._files.Add(file.Groups[1].Value, FromClone(file.Groups[2].Value));
        }

        project._files.Keys.Should().Contain("Program.cs").And.ContainSingle(name => name.EndsWith(".csproj", StringComparison.Ordinal));
        project.Output.Should().NotBeEmpty();
        return project;
    }

    /// <summary>A project with the projects of the clone in place of our packages, which a test would have to pack.</summary>
    public static string FromClone(string project) =>
        OurPackage()
            .Replace(
                project,
                static reference =>
                {
                    string name = reference.Groups[1].Value;
                    return $"<ProjectReference Include=\"{RepositoryFiles.PathOf("src", name, name)}.csproj\" />";
                }
            );

    /// <summary>Copies it into its own folder, and says there what the page says, <c>dotnet run</c>; only that the projects of the
    /// clone are built already is said besides.</summary>
    /// <returns>What it printed, errors included.</returns>
    public async Task<string> RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("jumpingvpn-sample-").FullName;
        try
        {
            foreach ((string name, string text) in _files)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, name), text);
            }

            return await RunInAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunInAsync(string folder)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["run", "--no-dependencies", "-c", configuration]
        )
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // a node that stays would hold the pipes open
        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            return (await output + await error).ReplaceLineEndings("\n");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [GeneratedRegex(@"^`([\w.]+)`:\n\n```\w+\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"<PackageReference Include=""(JumpingVpn\.\w+)"" Version=""[^""]*"" />")]
    private static partial Regex OurPackage();

    [GeneratedRegex(@"^It prints[^\n]*:\n\n```\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Printed();
}
