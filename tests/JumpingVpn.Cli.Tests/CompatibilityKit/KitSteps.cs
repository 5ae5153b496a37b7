using JumpingVpn.TestSupport;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace JumpingVpn.Cli.Tests.CompatibilityKit;

/// <summary>
/// Our steps for the samples. Each class becomes its own assembly, for samples have hooks and mistakes that no other sample may see.
/// </summary>
internal sealed class KitSteps(string directory)
{
    private const string Usings = "global using System; global using System.IO; global using System.Linq; global using Xunit;";

    // Few, because the compiler reads all that it gets, for each assembly again.
    private static readonly string[] Referenced =
    [
        "System.Private.CoreLib",
        "System.Runtime",
        "System.Linq",
        "System.Collections",
        "netstandard",
        "Reqnroll",
        "xunit.assert",
    ];

    // Samples that share their steps; each other one has its own class name.
    private static readonly Dictionary<string, string> Shared = new(StringComparer.Ordinal)
    {
        ["backgrounds"] = "OrderSteps",
        ["empty"] = "MinimalSteps",
        ["examples-tables-undefined"] = "ExamplesTablesSteps",
        ["examples-tables-undefined-multiple"] = "ExamplesTablesSteps",
        ["failedish-combinations"] = "AllStatusesSteps",
        ["hooks-named"] = "HooksSteps",
        ["hooks-undefined"] = "HooksSteps",
        ["multiple-features"] = "OrderSteps",
        ["multiple-features-reversed"] = "OrderSteps",
        ["pending-exception"] = "PendingSteps",
        ["retry-pending"] = "PendingSteps",
        ["retry-undefined"] = "MinimalSteps",
        ["rules-backgrounds"] = "OrderSteps",
        ["skipped-exception"] = "SkippedSteps",
        ["test-run-exception"] = "AllStatusesSteps",
        ["undefined-multiple"] = "UndefinedSteps",
    };

    private readonly Lazy<IReadOnlyList<MetadataReference>> _references = new(() =>
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Where(path => Referenced.Contains(Path.GetFileNameWithoutExtension(path)))
                .Select(path => MetadataReference.CreateFromFile(path)),
        ]
    );

    /// <summary>The assembly for a sample.</summary>
    public string PathFor(string sample)
    {
        string name = Shared.TryGetValue(sample, out string? shared)
            ? shared
            : $"{string.Concat(sample.Split('-').Select(Capitalize))}Steps";
        string path = Path.Combine(directory, $"{name}.dll");
        if (!File.Exists(path))
        {
            Compile(name, path);
        }

        return path;
    }

    private static string Capitalize(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private void Compile(string name, string path)
    {
        string source = File.ReadAllText(
            RepositoryFiles.PathOf("tests", "JumpingVpn.Cli.Tests", "CompatibilityKit", "Steps", $"{name}.cs")
        );
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source), CSharpSyntaxTree.ParseText(Usings)],
            _references.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );
        compilation.Emit(path).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Should().BeEmpty();
    }
}
