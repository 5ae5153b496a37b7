using System.Text;
using Io.Cucumber.Messages.Types;
using JumpingVpn.Features.Documents;
using JumpingVpn.Reports.Messages;
using JumpingVpn.Reports.Pictures;
using JumpingVpn.Reports.Tests.Support;
using Reqnroll.Formatters.PayloadProcessing;

namespace JumpingVpn.Reports.Tests.Messages;

/// <summary>Cucumber messages, read again by the reader of the same version.</summary>
public sealed class MessagesReportTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("jumpingvpn-").FullName, "a.feature");

    [Fact]
    public void Every_id_that_a_message_speaks_of_was_told_before()
    {
        HashSet<string> known = [];

        foreach (Envelope message in Write())
        {
            known.UnionWith(message.Pickle?.Steps.Select(step => step.Id).Append(message.Pickle.Id) ?? []);
            known.UnionWith(message.StepDefinition is { } definition ? [definition.Id] : []);
            known.UnionWith(message.TestRunStarted is { } run ? [run.Id] : []);
            if (message.TestCase is { } test)
            {
                known.Should().Contain(test.PickleId).And.Contain(test.TestRunStartedId);
                known.Should().Contain(test.TestSteps.SelectMany(step => step.StepDefinitionIds.Append(step.PickleStepId)));
                known.UnionWith(test.TestSteps.Select(step => step.Id).Append(test.Id));
            }

            string[] spokenOf =
            [
                .. message.TestCaseStarted is { } started ? [started.TestCaseId] : Array.Empty<string>(),
                .. message.TestStepFinished is { } ended ? [ended.TestStepId, ended.TestCaseStartedId] : Array.Empty<string>(),
                .. message.Attachment is { } file ? [file.TestStepId, file.TestCaseStartedId] : Array.Empty<string>(),
            ];
            spokenOf.Should().BeSubsetOf(known);
            known.UnionWith(message.TestCaseStarted is { } begun ? [begun.Id] : []);
        }

        known.Should().HaveCountGreaterThan(10);
    }

    [Fact]
    public void Two_runs_of_one_scenario_are_two_pickles_that_say_which()
    {
        Envelope[] messages = Write();

        messages.Select(message => message.Pickle?.Name).OfType<string>().Should().Equal("Row 1 [sim, seed 1]", "Row 1 [udp, seed 1]");
        messages.Count(message => message.TestCaseStarted is not null).Should().Be(2);
    }

    [Fact]
    public void Two_backends_have_a_document_each_and_every_pickle_stands_for_a_scenario_of_its_own()
    {
        Envelope[] messages = Write();

        string[] uris = [.. messages.Select(message => message.GherkinDocument?.Uri).OfType<string>()];
        uris.Should().HaveCount(2).And.OnlyHaveUniqueItems();
        messages.Select(message => message.Source?.Uri).OfType<string>().Should().Equal(uris);
        messages.Select(message => message.Pickle?.Uri).OfType<string>().Should().Equal(uris);
        messages.SelectMany(message => message.Pickle?.AstNodeIds ?? []).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Each_step_has_its_own_wall_time_and_its_virtual_time_where_any_passed()
    {
        Envelope[] messages = Write();

        long[] durations = [.. messages.Select(message => message.TestStepFinished?.TestStepResult.Duration.Nanos).OfType<long>()];
        durations.Take(3).Should().Equal(10_000_000, 20_000_000, 30_000_000);
        messages
            .Select(message => message.Attachment)
            .Where(attachment => attachment?.MediaType == "text/x.cucumber.log+plain")
            .Select(attachment => attachment.Body)
            .Should()
            .Equal("virtual time: 1.5 s", "virtual time: 1.5 s");
    }

    [Fact]
    public void A_failure_has_its_message_and_the_run_is_no_success()
    {
        Envelope[] messages = Write();

        TestStepResult[] results = [.. messages.Select(message => message.TestStepFinished?.TestStepResult).OfType<TestStepResult>()];
        results
            .Where(result => result.Status == TestStepResultStatus.FAILED)
            .Select(result => result.Message)
            .Should()
            .Equal("it is wrong");
        messages[^1].TestRunFinished.Success.Should().BeFalse();
    }

    [Fact]
    public void Times_go_on_from_the_beginning_by_what_each_scenario_took()
    {
        long[] seconds =
        [
            .. Write().Select(message => message.TestCaseFinished?.Timestamp).OfType<Timestamp>().Select(stamp => stamp.Nanos),
        ];

        seconds.Should().Equal(250_000_000, 500_000_000);
    }

    [Fact]
    public void Scenarios_that_ran_side_by_side_end_before_the_run_does()
    {
        Envelope[] messages = Write(Some.Sum with { Elapsed = TimeSpan.FromMilliseconds(300) });

        messages[^1].TestRunFinished.Timestamp.Nanos.Should().Be(500_000_000, "two scenarios of 250 ms are told one after the other");
    }

    [Fact]
    public void Each_combination_of_a_row_says_which_it_is()
    {
        File.WriteAllText(
            _path,
            "Feature: A\n  Scenario Outline: <a> and <b>\n    Given <a>\n      | it  |\n      | <b> |\n"
                + "    @every-combination\n    Examples:\n      | a    | b |\n      | 1, 2 | 3 |\n"
        );
        ReportRun[] runs =
        [
            .. FeatureFile.Load(_path).Scenarios.Select((scenario, number) => new ReportRun(number, scenario, "sim", 1, "again")),
        ];
        using var stream = new MemoryStream();
        using var report = new MessagesReport(stream, ReportDetail.None);
        report.Start(Some.Facts, runs);

        Pickle[] pickles = [.. Read(stream).Select(message => message.Pickle).OfType<Pickle>()];

        pickles.Select(pickle => pickle.Name).Should().Equal("1 and 3", "2 and 3");
        pickles.Select(pickle => pickle.Steps.Single().Text).Should().Equal("1", "2");
        pickles.Select(pickle => pickle.Steps.Single().Argument.DataTable.Rows[1].Cells[0].Value).Should().Equal("3", "3");
    }

    [Fact]
    public void Where_a_capture_has_no_room_the_ladder_is_attached_and_the_log_says_what_is_missing()
    {
        Attachment[] attachments =
        [
            .. Write(ofTheSecond: Some.PictureOf([1], new byte[20_000_000])).Select(message => message.Attachment).OfType<Attachment>(),
        ];

        attachments
            .Select(attachment => attachment.FileName)
            .OfType<string>()
            .Should()
            .Contain("ladder.html")
            .And.NotContain("capture.pcapng");
        attachments
            .Select(attachment => attachment.Body)
            .Should()
            .Contain(text => text.StartsWith("capture.pcapng is left out", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    private Envelope[] Write(ReportSum? sum = null, Picture? ofTheSecond = null)
    {
        File.WriteAllText(
            _path,
            "Feature: A\n  Background:\n    Given one\n  Scenario Outline: Row <n>\n    When two\n    Then three\n"
                + "    Examples:\n      | n |\n      | 1 |\n"
        );
        JumpingVpn.Features.Documents.Scenario scenario = FeatureFile.Load(_path).Scenarios.Single();
        ReportRun[] runs =
        [
            .. new[] { "sim", "udp" }.Select(
                (backend, number) => new ReportRun(number, scenario, backend, 1, "again") { Expressions = ["one", "two", "three"] }
            ),
        ];
        using var stream = new MemoryStream();
        using var report = new MessagesReport(stream, ReportDetail.Failed);
        report.Start(Some.Facts, runs);
        report.End(Some.Passed(runs[0], Some.PictureOf([1])));
        report.End(Some.Failed(runs[1], "it is wrong", ofTheSecond ?? Some.PictureOf([1], [2])));
        report.Finish(sum ?? Some.Sum);
        return Read(stream);
    }

    private static Envelope[] Read(MemoryStream stream) =>
        [.. Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n').Split('\n').Select(NdjsonSerializer.Deserialize)];
}
