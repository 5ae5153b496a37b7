using System.Text.Json;

namespace JumpingVpn.Reports.Pictures;

/// <summary>A row of the table of a NAT.</summary>
/// <param name="Inside">The endpoint behind it.</param>
/// <param name="External">The endpoint that the world sees.</param>
/// <param name="Remote">What it is bound to, in words.</param>
/// <param name="Admits">Whom its filtering admits, in words.</param>
/// <param name="ExpiresAt">When it is gone unless refreshed, in virtual time.</param>
/// <param name="IsStuck">Whether it lets nothing in.</param>
public sealed record PictureMapping(string Inside, string External, string Remote, string Admits, TimeSpan ExpiresAt, bool IsStuck)
{
    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        json.WriteStringValue(Inside);
        json.WriteStringValue(External);
        json.WriteStringValue(Remote);
        json.WriteStringValue(Admits);
        PictureTime.Write(json, ExpiresAt);
        json.WriteBooleanValue(IsStuck);
        json.WriteEndArray();
    }
}
