using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace JumpingVpn.Cli.Tests.Packages;

/// <summary>The page of each library on a package index is true.</summary>
public sealed class PackageReadmeTests
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Threading; global using System.Threading.Tasks;";

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static TheoryData<string> Libraries() =>
        ["Datagrams", "Features", "Lab", "Network", "Protocol", "Reports", "Simulation", "Sockets", "Steps"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Its_sample_compiles(string library)
    {
        string sample = PackageReadme.Of($"JumpingVpn.{library}").Sample;
        SyntaxTree[] trees = [CSharpSyntaxTree.ParseText(sample), CSharpSyntaxTree.ParseText(ImplicitUsings)];
        bool isProgram = trees[0].GetRoot().ChildNodes().Any(node => node.IsKind(SyntaxKind.GlobalStatement));
        OutputKind kind = isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var options = new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable);

        IEnumerable<Diagnostic> diagnostics = CSharpCompilation.Create("Sample", trees, References, options).GetDiagnostics();

        sample.Should().NotBeEmpty();
        diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void It_names_each_namespace_that_has_something_public_and_no_other(string library)
    {
        IEnumerable<string> there = Assembly.Load($"JumpingVpn.{library}").GetExportedTypes().Select(type => type.Namespace!).Distinct();

        PackageReadme.Of($"JumpingVpn.{library}").Namespaces.Should().BeEquivalentTo(there);
    }
}
