using System.Globalization;
using System.Text.RegularExpressions;
using JumpingVpn.Lab;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Steps;

/// <summary>Reads the typed quantities of the vocabulary. A text of the right shape with a wrong unit is an error that names the
/// units.</summary>
[Binding]
public sealed partial class Quantities
{
    /// <summary>A duration, such as <c>30 s</c>, <c>150 ms</c> or <c>one tick less than 30 s</c>; one tick is 100 ns.</summary>
    [StepArgumentTransformation(@"((?:one tick (?:less|more) than )?-?\d+(?:\.\d+)? ?[A-Za-zµ]+)", Name = "duration")]
    public TimeSpan ReadDuration(string text)
    {
        Match match = DurationPattern().Match(text);
        long ticksPerUnit = TicksPer(match.Groups["unit"].Value);
        if (ticksPerUnit == 0)
        {
            throw new FormatException($"`{text}` is not a duration: write a number and tick, us, ms, s, min or h, for example `30 s`");
        }

        const decimal LongestTicks = TimeSpan.TicksPerDay * 365m;
        decimal amount = Amount(match.Groups["amount"].Value);
        long edge = match.Groups["edge"].Value switch
        {
            "less" => -1,
            "more" => 1,
            _ => 0,
        };
        if (amount < 0 || amount > LongestTicks || (amount * ticksPerUnit) + edge is var ticks && ticks is < 0 or > LongestTicks)
        {
            throw new FormatException($"`{text}` is out of range: a duration is from 0 s to one year");
        }

        return ticks == decimal.Truncate(ticks)
            ? TimeSpan.FromTicks((long)ticks)
            : throw new FormatException($"`{text}` is finer than a tick, which is 100 ns");
    }

    /// <summary>A share of 0 % to 100 %, with up to four decimals.</summary>
    [StepArgumentTransformation(@"(-?\d+(?:\.\d+)? ?%)", Name = "share")]
    public Probability ReadShare(string text)
    {
        decimal percent = Amount(text.TrimEnd('%', ' '));
        if (percent is < 0 or > 100)
        {
            throw new FormatException($"`{text}` is out of range: write a percentage from 0 % to 100 %");
        }

        decimal parts = percent * 10_000;
        return parts == decimal.Truncate(parts)
            ? Probability.FromPartsPerMillion((int)parts)
            : throw new FormatException($"`{text}` is finer than one part per million: give at most four decimals");
    }

    /// <summary>A refusal: its code, and in parentheses its exact reason, such as <c>UNKNOWN_SESSION (session_expired)</c>.</summary>
    [StepArgumentTransformation(@"([A-Z][A-Z_]+(?: \([a-z_]+\))?)", Name = "refusal")]
    public Refusal ReadRefusal(string text)
    {
        string[] parts = text.TrimEnd(')').Split(" (");
        return new Refusal(
            KnownWord.Require(parts[0], "refusal code", KnownWord.RefusalCodes),
            parts.Length == 1 ? null : KnownWord.Require(parts[1], "refusal reason", KnownWord.Reasons)
        );
    }

    /// <summary>A number; one that is beyond all that can be counted is below all that is allowed.</summary>
    private static decimal Amount(string digits) =>
        decimal.TryParse(digits, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal amount) ? amount : decimal.MinValue;

    private static long TicksPer(string unit) =>
        unit switch
        {
            "tick" or "ticks" => 1,
            "us" or "µs" => TimeSpan.TicksPerMicrosecond,
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "min" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            _ => 0,
        };

    [GeneratedRegex(
        @"^(?:one tick (?<edge>less|more) than )?(?<amount>-?\d+(?:\.\d+)?) ?(?<unit>[A-Za-zµ]+)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex DurationPattern();
}
