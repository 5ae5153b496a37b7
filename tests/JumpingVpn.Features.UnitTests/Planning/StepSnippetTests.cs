using System.Reflection;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace JumpingVpn.Features.UnitTests.Planning;

public sealed class StepSnippetTests
{
    public static TheoryData<string, string, string> Steps =>
        new()
        {
            { "Given a plain step", "[Given(\"a plain step\")]", "GivenAPlainStep()" },
            { "When \"phone\" sends 3 messages", "[When(\"{string} sends {int} messages\")]", "WhenSendsMessages(string p0, int p1)" },
            { "Then 29.999 s pass", "[Then(\"{float} s pass\")]", "ThenSPass(float p0)" },
            { "Given -5 and 'x'", "[Given(\"{int} and {string}\")]", "GivenAnd(int p0, string p1)" },
            { "Given a/b (c) {d} \\", "[Given(\"a\\\\/b \\\\(c\\\\) \\\\{d\\\\} \\\\\\\\\")]", "GivenABCD()" },
            { "Given ipv4 don't 10.0.0.1", "[Given(\"ipv4 don't 10.0.0.1\")]", "GivenIpv4DonT10001()" },
            { "Given costs 5$", "[Given(\"costs {int}$\", ExpressionType = ExpressionType.CucumberExpression)]", "GivenCosts(int p0)" },
            { "Given 日本語", "[Given(\"日本語\")]", "Given()" },
            { "Given rows\n| a |", "[Given(\"rows\")]", "GivenRows(DataTable table)" },
            { "Given text\n\"\"\"\na\n\"\"\"", "[Given(\"text\")]", "GivenText(string docString)" },
        };

    [Theory]
    [MemberData(nameof(Steps))]
    public void The_expression_and_the_method_are_guessed(string step, string attribute, string method)
    {
        StepSnippet.For(ScenarioOf(step).Steps[0]).Should().Contain($"    {attribute}\n    public void {method}\n");
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void The_file_compiles_as_it_is_and_serves_the_step(string step, string attribute, string method)
    {
        _ = (attribute, method);
        Scenario scenario = ScenarioOf(step);

        using var vocabulary = StepVocabulary.From(Compile(StepSnippet.For(scenario.Steps[0])));

        vocabulary.Problems.Should().BeEmpty();
        ScenarioRunner.Run(scenario, vocabulary).Steps.Single().Status.Should().Be(StepStatus.Pending);
    }

    private static Scenario ScenarioOf(string step) => Try.Steps(step.Split('\n'));

    private static Assembly Compile(string file)
    {
        // Implicit usings, as every new project has them.
        const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq;";
        string[] trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            generalDiagnosticOption: ReportDiagnostic.Error,
            nullableContextOptions: NullableContextOptions.Enable
        );
        var compilation = CSharpCompilation.Create(
            $"Snippet{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(file), CSharpSyntaxTree.ParseText(Usings)],
            trusted.Select(path => MetadataReference.CreateFromFile(path)),
            options.WithSpecificDiagnosticOptions([new("CS8933", ReportDiagnostic.Hidden), new("CS8019", ReportDiagnostic.Hidden)])
        );
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Should().BeEmpty();
        return Assembly.Load(image.ToArray());
    }
}
