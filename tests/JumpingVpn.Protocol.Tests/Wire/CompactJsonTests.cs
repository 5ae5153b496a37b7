using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Tests.Wire;

public sealed class CompactJsonTests
{
    private static readonly JsonEncodedText Name = JsonEncodedText.Encode("payload");
    private static readonly JsonEncodedText Other = JsonEncodedText.Encode("note");

    [Theory]
    [InlineData("")]
    [InlineData("hello, gateway")]
    [InlineData("a \"quoted\" back\\slash")]
    [InlineData("tab\tline\nnull\0bell\u0007")]
    [InlineData("grüß dich, 日本, 🚀")]
    [InlineData("<script>&'+")]
    [InlineData("\u2028\u2029\u007f\ufeff")]
    public void It_writes_what_the_writer_of_the_framework_writes(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Written(utf8, long.MinValue).Should().Be(Expected(utf8, long.MinValue));
        Written(utf8, 0).Should().Be(Expected(utf8, 0));
    }

    [Fact]
    public void Every_character_below_a_thousand_is_escaped_as_by_the_framework()
    {
        for (int i = 0; i < 1_000; i++)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(((char)i).ToString());
            Written(utf8, i).Should().Be(Expected(utf8, i));
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(255)]
    [InlineData(10_000)]
    public void Long_texts_find_room_at_their_worst(int length)
    {
        byte[] worst = new byte[length];
        Written(worst, 1).Should().Be(Expected(worst, 1));
        byte[] plain = Encoding.ASCII.GetBytes(new string('x', length));
        Written(plain, 1).Should().Be(Expected(plain, 1));
    }

    [Fact]
    public void A_second_object_shows_nothing_of_the_first()
    {
        var json = new CompactJson();
        json.Begin("{\"type\":\"DATA\""u8);
        json.WriteText(",\"payload\":\""u8, "long and then some"u8);
        json.End();
        json.Begin("{\"a\":1"u8);
        Encoding.UTF8.GetString(json.End()).Should().Be("{\"a\":1}");
    }

    private static string Written(byte[] text, long number)
    {
        var json = new CompactJson();
        json.Begin("{\"type\":\"DATA\""u8);
        json.WriteText(",\"payload\":\""u8, text);
        json.WriteNumber(",\"note\":"u8, number);
        json.WritePlain(",\"note\":\""u8, "payload"u8);
        return Encoding.UTF8.GetString(json.End());
    }

    private static string Expected(byte[] text, long number)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (
            var json = new Utf8JsonWriter(
                buffer,
                new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }
            )
        )
        {
            json.WriteStartObject();
            json.WriteString("type", "DATA");
            json.WriteString(Name, text);
            json.WriteNumber(Other, number);
            json.WriteString(Other, Name);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
