using System.Text;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Reports.Pictures;

namespace JumpingVpn.Reports.Tests.Support;

/// <summary>Runs and results that need no network.</summary>
internal static class Some
{
    public static ReportFacts Facts { get; } =
        new()
        {
            Command = "jumpingvpn run",
            Seed = 1,
            Program = "jumpingvpn 1.0",
            StartedAt = new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero),
        };

    public static ReportSum Sum { get; } = new(TimeSpan.FromSeconds(3), [], IsCutShort: false);

    /// <summary>The scenarios of a feature of three steps, each with this name.</summary>
    public static ReportRun[] Runs(params string[] names) => RunsIn("some.feature", 0, names);

    /// <summary>The same, in a file of this name, with numbers from this one on.</summary>
    public static ReportRun[] RunsIn(string path, int first, params string[] names)
    {
        string text = string.Concat(names.Select(static name => $"\n  Scenario: {name}\n    Given one\n    When two\n    Then three\n"));
        var file = FeatureFile.Parse($"@all\nFeature: Some feature\n{text}", path);
        return
        [
            .. file.Scenarios.Select(
                (scenario, number) => new ReportRun(first + number, scenario, "sim", 1, $"jumpingvpn run {scenario.Location}")
            ),
        ];
    }

    public static ReportResult Passed(ReportRun run, Picture? picture = null) => Result(run, ScenarioOutcome.Passed, null, picture);

    public static ReportResult Failed(ReportRun run, string message, Picture? picture = null) =>
        Result(run, ScenarioOutcome.Failed, message, picture);

    /// <summary>A datagram with these bytes from a phone to a gateway, and an event with the same as text.</summary>
    public static Picture PictureOf(byte[] payload, byte[]? capture = null) =>
        new()
        {
            VirtualTime = TimeSpan.FromSeconds(1),
            StepEnds = [TimeSpan.Zero, TimeSpan.FromSeconds(1.5)],
            Parts = Parts(payload, capture),
            Ledger = [new("handed over", 1), new("delivered", 1)],
            Invariants = ["nothing is lost"],
        };

    /// <summary>Writes these bytes.</summary>
    public static Action<Stream> WriterOf(ReadOnlyMemory<byte> bytes) => stream => stream.Write(bytes.Span);

    private static PictureParts Parts(byte[] payload, byte[]? capture)
    {
        using var writer = new PictureWriter();
        string text = System.Text.Json.JsonSerializer.Serialize(Encoding.Latin1.GetString(payload));
        string line = $"{{\"t\":0,\"what\":\"event\",\"node\":\"gw\",\"data\":{{\"event\":\"DataAccepted\",\"payload\":{text}}}}}";
        writer.Node("host", "phone", null);
        writer.Node("host", "gw", null);
        writer.Role("gw", "gateway");
        foreach (string kind in new[] { "sent", "delivered" })
        {
            string where = kind == "sent" ? "phone" : "gw";
            writer.Hop(new PictureHop(TimeSpan.Zero, kind, 0, where, "10.0.0.1:1", "10.0.0.2:2", null, null, null), payload);
        }

        writer.Line(line);
        writer.StepEnded(TimeSpan.FromSeconds(1));
        return new PictureParts(
            WriterOf(writer.ToJson()),
            stream => stream.Write(Encoding.UTF8.GetBytes(line + "\n")),
            capture is null ? null : stream => stream.Write(capture)
        );
    }

    private static ReportResult Result(ReportRun run, ScenarioOutcome outcome, string? message, Picture? picture) =>
        new(
            run,
            new ScenarioResult
            {
                Scenario = run.Scenario,
                Outcome = outcome,
                Message = message,
                Steps =
                [
                    .. run.Scenario.Steps.Select(
                        (step, index) =>
                            index == 2 && message is not null
                                ? new StepResult(step, StepStatus.Failed, message) { Elapsed = TimeSpan.FromMilliseconds(30) }
                                : new StepResult(step, StepStatus.Passed) { Elapsed = TimeSpan.FromMilliseconds(10 * (index + 1)) }
                    ),
                ],
            },
            TimeSpan.FromMilliseconds(250),
            picture
        );
}
