using System.Text.RegularExpressions;
using JumpingVpn.TestSupport;
using Xunit.Abstractions;

namespace JumpingVpn.Cli.Tests.CompatibilityKit;

/// <summary>
/// Holds docs/compatibility-kit.md true: our command ends each sample of Cucumber's kit as the kit says, except for those in its table.
/// </summary>
public sealed partial class CompatibilityKitTests(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task The_command_ends_the_samples_as_Cucumber_does_but_for_those_that_the_page_explains()
    {
        using var directory = new TemporaryDirectory();
        (IReadOnlyList<string>? samples, string? reason) = await KitPackage.FetchAsync(directory.Path);
        Skip.If(reason is not null, reason);
        var steps = new KitSteps(directory.Path);
        List<string> different = [];
        foreach (KitSample sample in samples.Select(KitSample.Read))
        {
            var run = new KitRun(sample, steps.PathFor(sample.Name));
            await run.ExecuteAsync();
            if (Describe(run.Outcomes, run.Success) != Describe(sample.Outcomes, sample.Success))
            {
                different.Add(sample.Name);
                output.WriteLine($"{sample.Name}\nkit:\n{Describe(sample.Outcomes, sample.Success)}");
                output.WriteLine($"jumpingvpn:\n{Describe(run.Outcomes, run.Success)}\n{run.Errors}");
            }
        }

        samples.Should().HaveCount(46);
        different
            .Should()
            .BeEquivalentTo(Explained(), "the table of docs/compatibility-kit.md has the samples that end otherwise, and no others");
    }

    private static string Describe(IEnumerable<KitOutcome> outcomes, bool success) =>
        string.Join('\n', outcomes.Select(outcome => outcome.ToString()).Append(success ? "success" : "no success"));

    private static IEnumerable<string> Explained() =>
        Row().Matches(File.ReadAllText(RepositoryFiles.PathOf("docs", "compatibility-kit.md"))).Select(row => row.Groups[1].Value);

    [GeneratedRegex(@"^\| `([a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
