using System.Diagnostics;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Endpoints;

/// <summary>The examples of endpoints, copied to an empty place and built there by their own script, once for all tests: what a library
/// defines in place of another one's function counts for the whole process.</summary>
[CollectionDefinition(Name)]
public sealed class BuiltExamples : ICollectionFixture<BuiltExamples>, IDisposable
{
    /// <summary>The collection of the tests that share them.</summary>
    public const string Name = "built examples";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly TemporaryDirectory _directory = new();

    /// <summary>Copies and builds.</summary>
    public BuiltExamples()
    {
        string source = RepositoryFiles.PathOf("examples", "endpoints");
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = PathOf(Path.GetRelativePath(source, file));
            if (!Path.GetFileName(file).EndsWith(".so", StringComparison.Ordinal) && !file.Contains("built", StringComparison.Ordinal))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        ProcessStartInfo info = new("bash", ["build.sh", RepositoryFiles.PathOf("src", "JumpingVpn.Endpoints")])
        {
            WorkingDirectory = _directory.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process build = Process.Start(info)!;
        Task<string> errors = build.StandardError.ReadToEndAsync();
        Output = build.StandardOutput.ReadToEnd();
        build.WaitForExit(Patience).Should().BeTrue();
        build.ExitCode.Should().Be(0, "build.sh must succeed: {0}{1}", Output, errors.Result);
    }

    /// <summary>What the script said.</summary>
    public string Output { get; }

    /// <summary>The path of a file of the examples.</summary>
    public string PathOf(string name) => Path.Combine(_directory.Path, name);

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();
}
