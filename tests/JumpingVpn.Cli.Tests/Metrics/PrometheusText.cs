using System.Globalization;
using System.Text;

namespace JumpingVpn.Cli.Tests.Metrics;

/// <summary>
/// Reads the text format of Prometheus, version 0.0.4, by its description alone: comments of HELP and TYPE, and samples of a name, labels
/// and a value. It refuses what a scraper would refuse.
/// </summary>
internal sealed class PrometheusText
{
    private readonly Dictionary<string, double> _samples = [];

    private PrometheusText() { }

    /// <summary>The type of each family.</summary>
    public Dictionary<string, string> Types { get; } = [];

    /// <summary>The description of each family.</summary>
    public Dictionary<string, string> Helps { get; } = [];

    /// <summary>The values, by name and labels in the order of the labels: <c>name{a="x",b="y"}</c>.</summary>
    public IReadOnlyDictionary<string, double> Samples => _samples;

    /// <summary>Reads a page.</summary>
    /// <exception cref="FormatException">A line is none of the format.</exception>
    public static PrometheusText Parse(string page)
    {
        if (!page.EndsWith('\n'))
        {
            throw new FormatException("The last line has no line feed.");
        }

        var text = new PrometheusText();
        foreach (string line in page.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ', 4);
            switch (words)
            {
                case ["#", "TYPE", var name, "counter" or "gauge" or "histogram" or "summary" or "untyped"]:
                    text.Types.Add(Name(name), words[3]);
                    break;
                case ["#", "TYPE", ..]:
                    throw new FormatException(line);
                case ["#", "HELP", var name, var help]:
                    text.Helps.Add(Name(name), help);
                    break;
                case ["#", ..]:
                    break;
                default:
                    text.AddSample(line);
                    break;
            }
        }

        return text;
    }

    private static string Name(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or ':')
            ? text
            : throw new FormatException($"'{text}' is not a name.");

    private void AddSample(string line)
    {
        int end = line.IndexOfAny(['{', ' ']);
        string name = Name(line[..Math.Max(0, end)]);
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        int at = end;
        if (line[at] == '{')
        {
            at = ReadLabels(line, at + 1, labels);
        }

        string[] rest = line[at..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (rest.Length is not (1 or 2) || (rest.Length == 2 && !long.TryParse(rest[1], out _)))
        {
            throw new FormatException(line);
        }

        double value = rest[0] switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            _ => double.Parse(rest[0], CultureInfo.InvariantCulture),
        };
        string key = labels.Count == 0 ? name : $"{name}{{{string.Join(',', labels.Select(label => $"{label.Key}=\"{label.Value}\""))}}}";
        _samples.Add(key, value); // which refuses the same twice
    }

    private static int ReadLabels(string line, int at, SortedDictionary<string, string> labels)
    {
        while (line[at] != '}')
        {
            int equals = line.IndexOf("=\"", at, StringComparison.Ordinal);
            string name = Name(line[at..equals]);
            var value = new StringBuilder();
            for (at = equals + 2; line[at] != '"'; at++)
            {
                if (line[at] != '\\')
                {
                    value.Append(line[at]);
                    continue;
                }

                value.Append(
                    line[++at] switch
                    {
                        'n' => '\n',
                        '\\' => '\\',
                        '"' => '"',
                        _ => throw new FormatException(line),
                    }
                );
            }

            labels.Add(name, value.ToString());
            at += line[at + 1] == ',' ? 2 : 1;
        }

        return at + 1;
    }
}
