using System.Globalization;
using System.Text.RegularExpressions;
using JumpingVpn.Lab;

namespace JumpingVpn.Exploration.Shrinking;

/// <summary>Simpler values for the numbers and durations of a sentence.</summary>
internal static partial class Rounding
{
    private static readonly TimeSpan[] Round = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)];

    private static readonly TimeSpan[] Units =
    [
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(1),
        TimeSpan.FromMilliseconds(100),
        TimeSpan.FromMilliseconds(1),
    ];

    /// <summary>The sentence with one value changed, the simplest first.</summary>
    public static IEnumerable<string> Of(string text)
    {
        foreach (Match match in Values().Matches(text))
        {
            foreach (string value in match.Groups["unit"].Success ? Durations(match) : Counts(match.Value))
            {
                if (value != match.Value)
                {
                    string changed = string.Concat(text.AsSpan(0, match.Index), value, text.AsSpan(match.Index + match.Length));
                    foreach (string worded in InWords(changed))
                    {
                        yield return worded;
                    }
                }
            }
        }
    }

    /// <summary>As people write it, where the vocabulary has that, and as it is.</summary>
    private static IEnumerable<string> InWords(string text)
    {
        string one = Plural().Replace(text, "1 ${noun}");
        string article = Sent().Replace(one, "$1 a message");
        string passing = Pass()
            .Replace(article, static match => $"{match.Groups["time"].Value} {(match.Groups["one"].Success ? "passes" : "pass")}");
        return new[] { passing, article, one, text }.Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Counts(string value)
    {
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            foreach (long simpler in new[] { 1, 2, number / 10, number / 2, number - 1 }.Where(it => it >= 0 && it < number).Distinct())
            {
                yield return simpler.ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    private static IEnumerable<string> Durations(Match match)
    {
        decimal ticks =
            decimal.Parse(match.Groups["amount"].Value, CultureInfo.InvariantCulture)
            * (match.Groups["unit"].Value == "s" ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond);
        if (ticks > TimeSpan.TicksPerDay)
        {
            yield break;
        }

        var time = TimeSpan.FromTicks((long)ticks);
        foreach (TimeSpan unit in Round.Contains(time) ? [] : Units)
        {
            if (time.Ticks % unit.Ticks == 0)
            {
                break; // already as round as this
            }

            if (time >= unit)
            {
                yield return DurationWords.Of(TimeSpan.FromTicks(time.Ticks / unit.Ticks * unit.Ticks));
            }

            yield return DurationWords.Of(TimeSpan.FromTicks(((time.Ticks / unit.Ticks) + 1) * unit.Ticks));
        }

        foreach (TimeSpan round in Round.Where(round => round < time))
        {
            yield return DurationWords.Of(round);
        }
    }

    [GeneratedRegex("""(?<=^|[ ])(?<!port )(?<amount>\d+(?:\.\d+)?)(?: (?<unit>s|ms))?(?=$|[ ])""", RegexOptions.CultureInvariant)]
    private static partial Regex Values();

    [GeneratedRegex("""(?<=^|[ ])1 (?<noun>[a-z]+)s(?=$|[ ])""", RegexOptions.CultureInvariant)]
    private static partial Regex Plural();

    [GeneratedRegex("""^(?<time>(?:(?<one>1)|\d+(?:\.\d+)?) \w+) pass(?:es)?$""", RegexOptions.CultureInvariant)]
    private static partial Regex Pass();

    [GeneratedRegex("""\b(sends|sent) 1 message\b""", RegexOptions.CultureInvariant)]
    private static partial Regex Sent();
}
