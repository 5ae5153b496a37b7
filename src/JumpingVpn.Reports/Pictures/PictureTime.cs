using System.Text.Json;

namespace JumpingVpn.Reports.Pictures;

/// <summary>Times that may be those of something that never ends.</summary>
internal static class PictureTime
{
    // JSON of other languages holds no number as large as the one for never.
    private const long Never = 1L << 52;

    public static void Write(Utf8JsonWriter json, TimeSpan time) => json.WriteNumberValue(Math.Min(time.Ticks, Never));

    public static void Write(Utf8JsonWriter json, TimeSpan? time)
    {
        if (time is { } known)
        {
            Write(json, known);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<(TimeSpan At, TimeSpan For)>? stretches)
    {
        if (stretches is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        foreach ((TimeSpan at, TimeSpan lasting) in stretches)
        {
            json.WriteStartArray();
            Write(json, at);
            Write(json, lasting);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
