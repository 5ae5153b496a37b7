using System.Globalization;
using JumpingVpn.Lab;
using JumpingVpn.Network.Impairments;

namespace JumpingVpn.Steps;

/// <summary>Reads the words for links.</summary>
[Binding]
public sealed class LinkWords
{
    /// <summary>The name of a kind of link, such as <c>LTE</c> or <c>satellite</c>.</summary>
    [StepArgumentTransformation("([A-Za-z0-9][A-Za-z0-9 _-]*)", Name = "linkKind")]
    public LinkPreset ReadKind(string text) => LinkPresets.Find(text);

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
        return (isNumber, text[unit..].Trim()) switch
        {
            (true, "bit/s") => BitRate.Bits(amount),
            (true, "kbit/s") => BitRate.Kilobits(amount),
            (true, "Mbit/s") => BitRate.Megabits(amount),
            _ => throw new FormatException($"`{text}` is no rate: write a whole number and bit/s, kbit/s or Mbit/s, for example `64 kbit/s`."),
        };
    }
}
