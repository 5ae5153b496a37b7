using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace JumpingVpn.Cli.Configuration;

/// <summary>Writes a command's options as they count, as a file that can be read again, with the place of each as a comment. Keys are only
/// told to be there.</summary>
internal static class PrintedConfiguration
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it.</summary>
    /// <param name="keys">The options.</param>
    /// <param name="configured">What they were set to.</param>
    /// <param name="secrets">Variables that hold a secret and are set.</param>
    public static string Of(ConfigurationKeys keys, ConfiguredCommand configured, IEnumerable<string> secrets)
    {
        var lines = new List<(string Text, string Source)>();
        foreach (Option option in keys.Options)
        {
            if (configured.Parsed.GetResult(option) is { Implicit: false } result)
            {
                lines.AddRange(LinesOf(option, result, configured));
            }
        }

        var text = new StringBuilder("{\n");
        for (int i = 0; i < lines.Count; i++)
        {
            text.Append(lines[i].Text).Append(NeedsComma(lines, i) ? "," : "").Append(lines[i].Source).Append('\n');
        }

        foreach (string secret in secrets)
        {
            text.Append($"  // {secret} is set; its value is not shown\n");
        }

        return text.Append('}').ToString();
    }

    private static bool NeedsComma(List<(string Text, string Source)> lines, int i) =>
        i + 1 < lines.Count && !lines[i].Text.EndsWith('{') && !lines[i + 1].Text.EndsWith('}');

    private static IEnumerable<(string Text, string Source)> LinesOf(Option option, OptionResult result, ConfiguredCommand configured)
    {
        string key = ConfigurationKeys.KeyOf(option);
        if (ConfigurationKeys.IsFlag(option))
        {
            return [($"  \"{key}\": true", SourceOf(configured, key, null))];
        }

        if (!ConfigurationKeys.IsTable(option))
        {
            return [($"  \"{key}\": {Quote(result.Tokens[^1].Value)}", SourceOf(configured, key, null))];
        }

        var last = new Dictionary<string, string>(); // the last of the same name counts
        foreach (Token token in result.Tokens)
        {
            string[] pair = token.Value.Split('=', 2);
            last[pair[0]] = pair.ElementAtOrDefault(1) ?? "";
        }

        return
        [
            ($"  \"{key}\": {{", ""),
            .. last.Select((pair, i) => ($"    {Quote(pair.Key)}: {Quote(pair.Value)}", SourceOf(configured, key, pair))),
            ("  }", ""),
        ];
    }

    private static string SourceOf(ConfiguredCommand configured, string option, KeyValuePair<string, string>? pair)
    {
        ConfiguredValue? value = configured.Values.LastOrDefault(value =>
            value.Option == option && value.Key == pair?.Key && (pair is null || value.Text == pair.Value.Value)
        );
        return $" // {value?.Source ?? "--" + option}";
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text, Plain);
}
