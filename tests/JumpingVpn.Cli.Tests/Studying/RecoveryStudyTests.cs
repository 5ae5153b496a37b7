using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Studying;

/// <summary>The plan in the repository, and the numbers that the documentation has of it.</summary>
public sealed class RecoveryStudyTests : IDisposable
{
    // Behind the values of a case come its numbers.
    private const int Numbers = 11;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_case_of_the_plan_can_be_carried_out_and_has_its_numbers_in_the_repository()
    {
        string file = Path.Combine(_directory.Path, "study.csv");

        (int code, string _, string error) = await CliCall.RunAsync(
            "study",
            RepositoryFiles.PathOf("studies", "recovery.feature"),
            "--seeds",
            "1",
            "--report",
            $"csv={file}"
        );

        code.Should().Be(0, error);
        CasesOf(file).Should().Equal(CasesOf(RepositoryFiles.PathOf("studies", "recovery.csv")), "docs/study.md says how to run it again");
    }

    private static IEnumerable<string> CasesOf(string csv) =>
        File.ReadLines(csv).Select(static line => string.Join(',', line.Split(',')[..^Numbers]));
}
