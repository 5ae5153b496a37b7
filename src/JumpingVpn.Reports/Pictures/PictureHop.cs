using System.Text.Json;

namespace JumpingVpn.Reports.Pictures;

/// <summary>A datagram at one place of the network.</summary>
/// <param name="At">When, in virtual time.</param>
/// <param name="Kind">What happened: <c>sent</c>, <c>injected</c>, <c>link</c>, <c>duplicated</c>, <c>corrupted</c>, <c>rewritten</c>,
/// <c>nat-out</c>, <c>nat-in</c>, <c>nat-hairpin</c>, <c>delivered</c> or <c>dropped</c>.</param>
/// <param name="Datagram">Its number; a copy has its own.</param>
/// <param name="Where">The node, or a direction of a link as <c>phone>home</c>.</param>
/// <param name="Source">The source as it stands here.</param>
/// <param name="Destination">The destination as it stands here.</param>
/// <param name="Translated">What a NAT made of the one or the other; null elsewhere.</param>
/// <param name="Delay">The time it will spend on a link; null elsewhere.</param>
/// <param name="Drop">Why it ended here, in words; null elsewhere.</param>
public readonly record struct PictureHop(
    TimeSpan At,
    string Kind,
    long Datagram,
    string Where,
    string Source,
    string Destination,
    string? Translated,
    TimeSpan? Delay,
    string? Drop
)
{
    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteNumberValue(At.Ticks);
        json.WriteStringValue(Kind);
        json.WriteNumberValue(Datagram);
        json.WriteStringValue(Where);
        json.WriteStringValue(Source);
        json.WriteStringValue(Destination);
        json.WriteStringValue(Translated);
        if (Delay is { } delay)
        {
            json.WriteNumberValue(delay.Ticks);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteStringValue(Drop);
    }
}
