using System.IO.Pipes;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Reports;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Steps.Tests;

/// <summary>The reports that a test project writes where it is asked for them.</summary>
public sealed class TestReportsTests : IDisposable
{
    private static readonly StepVocabulary Vocabulary = SessionVocabulary.Load();

    private readonly TemporaryDirectory _directory = new();
    private readonly FeatureCatalog _catalog;

    public TestReportsTests()
    {
        _directory.Write(
            "features/a.feature",
            "Feature: A\n  Scenario: S\n    Given a gateway \"gw\"\n  Scenario: T\n    Given a gateway \"gw\"\n"
        );
        _catalog = FeatureCatalog.Load(Path.Combine(_directory.Path, "features"));
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void They_have_the_picture_of_what_was_run_and_name_what_was_not()
    {
        using (TestReports reports = Make("html=report.html;junit=junit.xml"))
        {
            RunFirst(reports).Outcome.Should().Be(ScenarioOutcome.Passed);
        }

        Read("report.html").Should().Contain("\npicture-0 ").And.NotContain("\npicture-1 ").And.Contain("\nsum ");
        Read("report.html")
            .Should()
            .Contain("\"path\":\"features/a.feature\"")
            .And.Contain("JumpingVpn.Steps ")
            .And.NotContain(_directory.Path);
        Read("junit.xml")
            .Should()
            .NotContain(_directory.Path)
            .And.Contain("name=\"S [sim, seed 1]\"")
            .And.Contain("name=\"T [sim, seed 1]\"")
            .And.Contain("skipped=\"3\"");
    }

    [Fact]
    public void Where_none_is_asked_for_nothing_is_recorded_and_nothing_written()
    {
        using (TestReports reports = Make(""))
        {
            RunFirst(reports, settings => settings.Witness.Should().BeNull());
        }

        Directory.GetFiles(_directory.Path).Should().BeEmpty();
    }

    [Fact]
    public void A_scenario_has_its_folder_where_programs_are_looked_for_and_the_backend_of_the_test()
    {
        using TestReports reports = Make("");

        RunFirst(reports, settings => (settings.Folder, settings.Backend).Should().Be((Path.Combine(_directory.Path, "features"), "sim")));
    }

    [Fact]
    public void What_cannot_be_read_of_the_variable_is_told_by_every_test()
    {
        using TestReports reports = Make("htm=report.html");

        for (int test = 0; test < 2; test++)
        {
            FluentActions
                .Invoking(() => RunFirst(reports))
                .Should()
                .Throw<ArgumentException>()
                .WithMessage("JUMPINGVPN_REPORT: 'htm=report.html': write html=FILE, *did you mean \"html\"?*");
        }
    }

    [Fact]
    public void A_scenario_that_comes_after_the_end_is_run_and_not_reported()
    {
        TestReports reports = Make("html=report.html");
        RunFirst(reports);
        reports.Dispose();
        string before = Read("report.html");

        RunFirst(reports).Outcome.Should().Be(ScenarioOutcome.Passed);

        Read("report.html").Should().Be(before);
    }

    [Fact]
    public void A_report_that_can_be_written_no_further_is_not_lost_in_silence()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // a pipe has a path only there
        }

        var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        TestReports reports = Make($"markdown=/proc/self/fd/{pipe.GetClientHandleAsString()}");
        RunFirst(reports);
        pipe.DisposeLocalCopyOfClientHandle();
        pipe.Dispose();

        FluentActions.Invoking(reports.Dispose).Should().Throw<ReportFileException>();
    }

    [Fact]
    public void The_command_that_runs_a_scenario_again_names_place_carrier_and_seed()
    {
        using TestReports reports = Make("");
        Scenario scenario = _catalog.Scenarios[0];

        reports.Replay(scenario, "udp").Should().Be($"jumpingvpn run features/a.feature:2 --backend udp --seed {new LabSettings().Seed}");
    }

    private TestReports Make(string asked) => new(_catalog, _directory.Path, "jumpingvpn run", TimeProvider.System) { Asked = asked };

    private ScenarioResult RunFirst(TestReports reports, Action<LabSettings>? look = null) =>
        reports.Run(
            _catalog.Scenarios[0],
            "sim",
            settings =>
            {
                look?.Invoke(settings);
                return ScenarioRunner.RunTimed(_catalog.Scenarios[0], Vocabulary, TimeProvider.System, settings);
            }
        );

    private string Read(string name) => File.ReadAllText(Path.Combine(_directory.Path, name));
}
