using System.Text.Json;

namespace JumpingVpn.Reports.Pictures;

/// <summary>How long the mappings of a NAT live.</summary>
/// <param name="First">After the last refresh, as long as nobody has answered.</param>
/// <param name="Answered">After the last refresh, once somebody has.</param>
/// <param name="IsRefreshedOutbound">Whether a datagram on its way out is a refresh.</param>
/// <param name="IsRefreshedInbound">Whether one on its way in is.</param>
public sealed record PictureLifetimes(TimeSpan First, TimeSpan Answered, bool IsRefreshedOutbound, bool IsRefreshedInbound)
{
    internal void WriteTo(Utf8JsonWriter json)
    {
        PictureTime.Write(json, First);
        PictureTime.Write(json, Answered);
        json.WriteBooleanValue(IsRefreshedOutbound);
        json.WriteBooleanValue(IsRefreshedInbound);
    }
}
