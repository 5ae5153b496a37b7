using JumpingVpn.Steps;

namespace JumpingVpn.Features.Tests.Framework;

public sealed class FeatureTestPlanTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("jumpingvpn").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Every_scenario_is_a_test_on_every_backend_that_its_tags_leave()
    {
        Write(
            "nat/re-bind.feature",
            "@nat\nFeature: F\n  Scenario: A\n    Given x\n  @sim-only\n  Scenario: B\n    Given x\n"
                + "  Rule: R\n    @UDP-only @slow\n    Scenario: C\n      Given x\n"
        );

        IReadOnlyList<FeatureTest> tests = FeatureTestPlan.Load(_directory);

        tests
            .Select(test => test.DisplayName)
            .Should()
            .Equal(
                "nat/re-bind.feature: F › A [sim]",
                "nat/re-bind.feature: F › A [udp]",
                "nat/re-bind.feature: F › B [sim]",
                "nat/re-bind.feature: F › C [udp]"
            );
        tests
            .Select(test => $"{test.ClassName}.{test.MethodName}")
            .Should()
            .Equal("Features.nat.re_bind.A_sim", "Features.nat.re_bind.A_udp", "Features.nat.re_bind.B_sim", "Features.nat.re_bind.C_udp");
        tests.Select(test => test.Line).Should().Equal(3, 3, 6, 10);
        tests[3].FullPath.Should().Be(Path.Combine(_directory, "nat", "re-bind.feature"));
        tests[3]
            .Traits.Select(trait => $"{trait.Key}={trait.Value}")
            .Should()
            .Equal(
                "Category=nat",
                "Category=UDP-only",
                "Category=slow",
                "Category=udp",
                "Backend=udp",
                "Feature=F",
                "Scenario=C",
                "Rule=R"
            );
    }

    [Fact]
    public void Tests_on_real_sockets_follow_one_another_and_the_others_keep_to_their_file()
    {
        Write("a.feature", "Feature: A\n  Scenario: S\n    Given x\n");
        Write("b.feature", "Feature: B\n  Scenario: S\n    Given x\n");

        FeatureTestPlan.Load(_directory).Select(test => test.Collection).Should().Equal("a.feature sim", "udp", "b.feature sim", "udp");
    }

    [Fact]
    public void A_broken_file_is_a_failing_test_that_names_file_and_line()
    {
        string path = Write("bad.feature", "Feature: F\n  Scenario: S\n    Given x\n    Wehn y\n");
        Write("good.feature", "Feature: G\n  Scenario: S\n    Given x\n");

        IReadOnlyList<FeatureTest> tests = FeatureTestPlan.Load(_directory);

        tests
            .Select(test => test.DisplayName)
            .Should()
            .Equal("bad.feature: cannot be run", "good.feature: G › S [sim]", "good.feature: G › S [udp]");
        tests[0].Line.Should().Be(4);
        FeatureTestOutcome outcome = tests[0].Run();
        outcome.Failure.Should().StartWith($"{path}:4:5: expected ").And.EndWith("but found `Wehn y`; did you mean `When`?");
        outcome.StackTrace.Should().Be($"   at bad.feature in {path}:line 4");
    }

    [Fact]
    public void A_scenario_that_no_backend_may_run_is_a_failing_test()
    {
        Write("a.feature", "Feature: A\n  @sim-only @udp-only\n  Scenario: S\n    Given x\n");

        FeatureTest test = FeatureTestPlan.Load(_directory).Single();

        test.Run().Failure.Should().EndWith("a.feature:3: `@sim-only` and `@udp-only` leave no backend to run it on: remove one of them");
    }

    [Fact]
    public void A_misspelled_tag_of_a_backend_is_a_failing_test_as_it_is_on_the_command_line()
    {
        Write("a.feature", "Feature: A\n  @sim-onli\n  Scenario: S\n    Given x\n");

        FeatureTest test = FeatureTestPlan.Load(_directory).Single();

        test.Run().Failure.Should().EndWith("a.feature:3: the tag `@sim-onli` means nothing here; did you mean `@sim-only`?");
    }

    [Theory]
    [InlineData("", "there is no *.feature file in this directory or below it")]
    [InlineData("none", "there is no such directory; set JUMPINGVPN_FEATURES")]
    public void A_directory_without_features_is_a_failing_test(string directory, string message)
    {
        FeatureTestPlan.Load(Path.Combine(_directory, directory)).Single().Run().Failure.Should().EndWith(message);
    }

    [Fact]
    public void An_ignored_scenario_is_skipped()
    {
        Write("a.feature", "Feature: A\n  @ignore\n  Scenario: S\n    Given x\n");

        FeatureTestPlan.Load(_directory).Select(test => test.SkipReason).Should().Equal("@ignore", "@ignore");
    }

    [Fact]
    public void An_undefined_step_fails_with_file_line_and_snippet()
    {
        string path = Write("a.feature", "Feature: A\n  Scenario: S\n    Given 7 things that nobody ever taught the vocabulary\n");

        FeatureTestOutcome outcome = FeatureTestPlan.Load(_directory)[0].Run();

        outcome
            .Failure.Should()
            .StartWith($"{path}:3: there is no such step\n")
            .And.Contain("[Given(\"{int} things that nobody ever taught the vocabulary\")]")
            .And.EndWith($"replay: dotnet run --project src/JumpingVpn.Cli -- run {path}:2 --backend sim --seed {new LabSettings().Seed}");
        outcome.StackTrace.Should().StartWith($"   at Given 7 things that nobody ever taught the vocabulary in {path}:line 3");
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
