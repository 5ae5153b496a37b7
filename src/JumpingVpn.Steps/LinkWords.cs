using System.Globalization;
using JumpingVpn.Lab;
using JumpingVpn.Network.Impairments;

namespace JumpingVpn.Steps;

/// <summary>Reads the words for links.</summary>
[Binding]
public sealed class LinkWords
{
    private const long Fastest = 1_000_000_000_000;

    /// <summary>The name of a kind of link, such as <c>LTE</c> or <c>satellite</c>.</summary>
    [StepArgumentTransformation("([A-Za-z0-9][A-Za-z0-9 _-]*)", Name = "linkKind")]
    public LinkPreset ReadKind(string text) => LinkOf(text);

    /// <summary>A link in both directions, or one of them.</summary>
    [StepArgumentTransformation("(link|uplink|downlink)", Name = "linkWays")]
    public LinkWays ReadWays(string text) => text == "link" ? LinkWays.Both : ReadWay(text);

    /// <summary>One direction of a link.</summary>
    [StepArgumentTransformation("(uplink|downlink)", Name = "linkWay")]
    public LinkWays ReadWay(string text) => text == "uplink" ? LinkWays.Up : LinkWays.Down;

    /// <summary>A rate, such as <c>64 kbit/s</c>.</summary>
    [StepArgumentTransformation(@"(-?\d+ ?[A-Za-z]+/s)", Name = "bitRate")]
    public BitRate ReadRate(string text)
    {
        int unit = text.Length - text.TrimStart('-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9').Length;
        bool isNumber = long.TryParse(text[..unit], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long amount);
        long bits = text[unit..].Trim() switch
        {
            "bit/s" => 1,
            "kbit/s" => 1_000,
            "Mbit/s" => 1_000_000,
            _ => 0,
        };
        return !isNumber || bits == 0
                ? throw new FormatException(
                    $"`{text}` is not a rate: write a whole number and bit/s, kbit/s or Mbit/s, for example `64 kbit/s`"
                )
            : amount >= 1 && amount <= Fastest / bits ? BitRate.Bits(amount * bits)
            : throw new FormatException(
                $"`{text}` is out of range: a rate is from 1 bit/s to 1000000 Mbit/s; to carry nothing, cut the link"
            );
    }

    /// <summary>What the name of a kind of link represents.</summary>
    internal static LinkPreset LinkOf(string name) =>
        LinkPresets.TryFind(name, out LinkPreset? preset) ? preset : throw KnownWord.Unknown(name, "kind of link", LinkPresets.Names);
}
