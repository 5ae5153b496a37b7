using System.Globalization;
using System.Text.RegularExpressions;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Steps.Tables;

/// <summary>Reads losses that are not each on their own.</summary>
internal static partial class LossModelWords
{
    private const string Examples =
        "write for example `5 % in bursts of 4`, `gemodel 1 % 25 %`, `state 1 % 20 % 5 % 30 % 0.1 %`, `every 10`, `first 3`, "
        + "`numbers 1 5 7`, `pattern 0x5` or `1 s every 30 s`";

    /// <summary>Reads a model.</summary>
    /// <exception cref="FormatException">It is none; the message has an example of each.</exception>
    public static LossModel Read(string text)
    {
        if (BurstPattern().Match(text) is { Success: true } bursts)
        {
            return LossModel.InBursts(Share(bursts.Groups[1].Value), Number(bursts.Groups[2].Value, text));
        }

        if (OutagePattern().Match(text) is { Success: true } outage)
        {
            return LossModel.Outages(NatColumns.Duration(outage.Groups[2].Value), NatColumns.Duration(outage.Groups[1].Value));
        }

        string[] words = text.Split(' ', 2);
        string rest = words.Length == 2 ? words[1] : "";
        return words[0] switch
        {
            "gemodel" when Shares(rest, 2, 4) is { } shares => LossModel.GilbertElliott(
                shares[0],
                shares[1],
                shares.Length > 2 ? shares[2] : null,
                shares.Length > 3 ? shares[3] : Probability.Never
            ),
            "state" when Shares(rest, 5, 5) is { } shares => LossModel.FourStates(shares[0], shares[1], shares[2], shares[3], shares[4]),
            "every" => LossModel.Every(Number(rest, text)),
            "first" => LossModel.First(Number(rest, text)),
            "numbers" => LossModel.Numbers([
                .. rest.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(n => (long)Number(n, text)),
            ]),
            "pattern" => LossModel.Pattern(Mask(rest, text)),
            _ => throw Unknown(text),
        };
    }

    private static Probability[]? Shares(string text, int least, int most)
    {
        Match[] found = [.. SharePattern().Matches(text).Cast<Match>()];
        bool all = SharePattern().Replace(text, "").Trim().Length == 0;
        return all && found.Length >= least && found.Length <= most ? [.. found.Select(static match => Share(match.Value))] : null;
    }

    private static Probability Share(string text) => new Quantities().ReadShare(text);

    private static int Number(string digits, string text) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : throw Unknown(text);

    private static ulong Mask(string digits, string text) =>
        digits.StartsWith("0x", StringComparison.Ordinal)
        && ulong.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong mask)
            ? mask
            : throw Unknown(text);

    private static FormatException Unknown(string text) => new($"`{text}` is not a loss model: {Examples}");

    [GeneratedRegex(@"^(\d+(?:\.\d+)? ?%) in bursts of (\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex BurstPattern();

    [GeneratedRegex(@"^(\d+(?:\.\d+)? ?[a-zµ]+) every (\d+(?:\.\d+)? ?[a-zµ]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex OutagePattern();

    [GeneratedRegex(@"\d+(?:\.\d+)? ?%", RegexOptions.CultureInvariant)]
    private static partial Regex SharePattern();
}
