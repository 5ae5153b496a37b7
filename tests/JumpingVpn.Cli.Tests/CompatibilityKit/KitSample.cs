using System.Text.Json;

namespace JumpingVpn.Cli.Tests.CompatibilityKit;

/// <summary>A sample of the kit: its scenarios, and what its messages say became of them.</summary>
internal sealed class KitSample
{
    private readonly Dictionary<string, KitScenario> _pickles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _cases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _caseOfRun = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string Step, string Status)>> _steps = new(StringComparer.Ordinal);
    private readonly List<KitOutcome> _outcomes = [];
    private readonly List<KitScenario> _ran = [];
    private readonly string _directory;

    private KitSample(string directory) => _directory = directory;

    public string Name => Path.GetFileName(_directory);

    /// <summary>In the order in which the kit runs them.</summary>
    public IReadOnlyList<KitScenario> Scenarios => [.. _ran.Concat(_pickles.Values).Distinct()];

    /// <summary>One for each attempt at a scenario; those that were never tried come last.</summary>
    public IReadOnlyList<KitOutcome> Outcomes =>
        [.. _outcomes, .. _pickles.Values.Except(_ran).Select(scenario => new KitOutcome(scenario.Name, KitOutcome.NotRun, []))];

    /// <summary>Whether the run as a whole is a success.</summary>
    public bool Success { get; private set; }

    /// <summary>What the command is given: the files, or the scenarios one by one where the kit turns their order.</summary>
    public IReadOnlyList<string> Paths =>
        IsReversed
            ? [.. Scenarios.Select(scenario => scenario.Path)]
            : [.. Directory.GetFiles(_directory, "*.feature*").Order(StringComparer.Ordinal)];

    private bool IsReversed =>
        Directory
            .GetFiles(_directory, "*.arguments.txt")
            .Any(file => File.ReadAllText(file).Contains("--order reverse", StringComparison.Ordinal));

    public static KitSample Read(string directory)
    {
        var sample = new KitSample(directory);
        foreach (string line in File.ReadLines(Path.Combine(directory, $"{sample.Name}.ndjson")))
        {
            JsonProperty message = JsonDocument.Parse(line).RootElement.EnumerateObject().First();
            sample.Take(message.Name, message.Value);
        }

        return sample;
    }

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;

    private void Take(string kind, JsonElement message)
    {
        switch (kind)
        {
            case "pickle":
                string file = Path.Combine(_directory, Path.GetFileName(Text(message, "uri")));
                IEnumerable<string> texts = message.GetProperty("steps").EnumerateArray().Select(step => Text(step, "text"));
                _pickles.Add(
                    Text(message, "id"),
                    new KitScenario(file, message.GetProperty("location").GetProperty("line").GetInt32(), Text(message, "name"), [.. texts])
                );
                break;
            case "testCase":
                _cases.Add(Text(message, "id"), message);
                break;
            case "testCaseStarted":
                _caseOfRun.Add(Text(message, "id"), Text(message, "testCaseId"));
                _steps.Add(Text(message, "id"), []);
                break;
            case "testStepFinished":
                _steps[Text(message, "testCaseStartedId")]
                    .Add((Text(message, "testStepId"), Text(message.GetProperty("testStepResult"), "status")));
                break;
            case "testCaseFinished":
                Finish(Text(message, "testCaseStartedId"));
                break;
            case "testRunFinished":
                Success = message.GetProperty("success").GetBoolean();
                break;
        }
    }

    private void Finish(string run)
    {
        JsonElement testCase = _cases[_caseOfRun[run]];
        KitScenario scenario = _pickles[Text(testCase, "pickleId")];
        HashSet<string> own =
        [
            .. testCase
                .GetProperty("testSteps")
                .EnumerateArray()
                .Where(step => step.TryGetProperty("pickleStepId", out _))
                .Select(step => Text(step, "id")),
        ];
        _ran.Add(scenario);
        _outcomes.Add(
            KitOutcome.Told(
                scenario.Name,
                KitOutcome.Worst(_steps[run].Select(step => step.Status)),
                [.. _steps[run].Where(step => own.Contains(step.Step)).Select(step => step.Status)]
            )
        );
    }
}
