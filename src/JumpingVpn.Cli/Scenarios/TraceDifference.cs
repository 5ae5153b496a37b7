using System.Globalization;
using System.Text.Json;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>The first line in which two traces differ, and the scenario it belongs to.</summary>
internal sealed record TraceDifference(string Scenario, int Line, string? Expected, string? Actual)
{
    private const string ScenarioPrefix = "{\"what\":\"scenario\"";

    /// <summary>True for the line that begins a scenario.</summary>
    public static bool IsScenario(string line) => line.StartsWith(ScenarioPrefix, StringComparison.Ordinal);

    /// <summary>Compares two trace files; null if they are equal.</summary>
    public static TraceDifference? Find(string firstPath, string otherPath)
    {
        using IEnumerator<string> first = File.ReadLines(firstPath).GetEnumerator();
        using IEnumerator<string> other = File.ReadLines(otherPath).GetEnumerator();
        string scenario = "(before the first scenario)";
        for (int line = 1; ; line++)
        {
            string? expected = first.MoveNext() ? first.Current : null;
            string? actual = other.MoveNext() ? other.Current : null;
            if (expected is null && actual is null)
            {
                return null;
            }

            if (expected is not null && IsScenario(expected))
            {
                scenario = TitleOf(expected);
                line = 1;
            }

            if (!string.Equals(expected, actual, StringComparison.Ordinal))
            {
                return new TraceDifference(scenario, line, expected, actual);
            }
        }
    }

    /// <summary>Four lines for people.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"    {Scenario}\n    line {Line} of its trace\n      first run: {Expected ?? "(ended)"}\n      this run:  "
                + $"{Actual ?? "(ended)"}"
        );

    /// <summary>The scenario that such a line names.</summary>
    public static string TitleOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        JsonElement root = json.RootElement;
        string? Text(string member) => root.GetProperty(member).GetString();
        return $"{Text("feature")} › {Text("name")} [{Text("backend")}]";
    }
}
