using System.Text;
using System.Text.Json;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Tests.Wire;

/// <summary>The scanner against the platform's reader, which is as strict but throws, and against its own bounds.</summary>
public sealed class JsonScannerTests
{
    private static readonly string[] Parts =
    [
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\",
        "\\\"",
        "\\\\",
        "\\/",
        "\\n",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\\ud800",
        "\\udc00",
        "\\u12",
        "\\x",
        "\\U0041",
        "\t",
        " ",
        "\r\n  ",
        "true",
        "false",
        "null",
        "tru",
        "0",
        "-1",
        "01",
        "1.5",
        "1.",
        ".5",
        "1e9",
        "1E+9",
        "1e",
        "-",
        "123456789012345678901234567890",
        "\"a\"",
        "\"a\":",
        "{\"b\":1}",
        "[1,[2,{\"c\":[]}]]",
        "a",
        "é",
        "\0",
        "//",
    ];

    public static TheoryData<string> Bombs =>
        new(
            Repeat("\"\\ud800\":1", 300),
            Repeat("\"a\":1", 200),
            Repeat("\"a\":[]", 200),
            "\"a\":[" + Repeat("0", 300) + "]",
            Repeat("\"a\" \t:  1  ", 50)
        );

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void It_takes_what_the_platforms_reader_takes_and_nothing_else(ulong seed)
    {
        var random = new TestEntropy(seed);
        int whole = 0;
        for (int i = 0; i < 30_000; i++)
        {
            byte[] json = Json(random);
            bool expected = PlatformTakes(json);

            Takes(json).Should().Be(expected, Encoding.UTF8.GetString(json));
            whole += expected ? 1 : 0;
        }

        whole.Should().BeGreaterThan(500, "both answers have to be asked for");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Strings_of_many_escapes_are_judged_as_those_of_few(ulong seed)
    {
        string[] escapes =
        [
            "\\n",
            "\\\\",
            "\\\"",
            "\\u00e9",
            "\\ud83d\\ude00",
            "\\ud83d",
            "\\ude00",
            "\\u0041",
            "x",
            "plain text of some length",
            "é",
            "\\/",
        ];
        var random = new TestEntropy(seed);
        for (int i = 0; i < 5_000; i++)
        {
            var text = new StringBuilder();
            int usual = i % 4 == 0 ? escapes.Length : 5; // most have no lone surrogate
            for (int parts = random.Below(120); parts > 0; parts--)
            {
                text.Append(escapes[random.Below(usual)]);
            }

            if (i % 5 == 0 && text.Length > 0)
            {
                text[random.Below(text.Length)] = "\\u\"gD8"[random.Below(6)];
            }

            byte[] json = Encoding.UTF8.GetBytes($"{{\"payload\":\"{text}\"}}");
            string? expected = PlatformReads(json, out bool isJson);
            var scanner = new JsonScanner(json);
            bool taken = scanner.TryNext(out _) & scanner.TryValue(out JsonToken value) && !scanner.TryNext(out _) && scanner.IsWhole;

            taken.Should().Be(isJson, text.ToString());
            if (taken)
            {
                value.IsUnicode.Should().Be(expected is not null, text.ToString());
                Plain(json, value).Should().Be(expected ?? Plain(json, value));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public void What_takes_too_many_steps_is_given_up(string members)
    {
        byte[] json = Encoding.UTF8.GetBytes($$"""{"type":"DATA",{{members}}}""");
        PlatformTakes(json).Should().BeTrue("it is well-formed, only dear");

        var scanner = new JsonScanner(json);
        Walk(ref scanner).Should().BeFalse();
        scanner.Pieces.Should().BeInRange(JsonScanner.MaximumPieces + 1, JsonScanner.MaximumPieces + JsonScanner.PiecesOfEscape);
    }

    [Theory]
    [InlineData("[", "]", 38)] // the name and each array are a piece
    [InlineData("{\"\":", "}", 19)] // a name and an object
    public void Values_may_be_nested_as_deep_as_the_pieces_allow(string open, string close, int depth)
    {
        Takes("{\"a\":" + Nested(depth) + "}").Should().BeTrue();
        Takes("{\"a\":" + Nested(depth + 1) + "}").Should().BeFalse();

        string Nested(int levels) => string.Concat(Enumerable.Repeat(open, levels)) + "0" + string.Concat(Enumerable.Repeat(close, levels));
    }

    private static bool Takes(string json) => Takes(Encoding.UTF8.GetBytes(json));

    private static bool Takes(byte[] json)
    {
        var scanner = new JsonScanner(json);
        return Walk(ref scanner);
    }

    private static bool Walk(ref JsonScanner scanner)
    {
        while (scanner.TryNext(out _) && scanner.TryValue(out _)) { }

        return scanner.IsWhole;
    }

    private static bool PlatformTakes(byte[] json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            bool isObject = reader.TokenType == JsonTokenType.StartObject;
            while (reader.Read()) { }

            return isObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The text of the only member; null where it has a lone surrogate.</summary>
    private static string? PlatformReads(byte[] json, out bool isJson)
    {
        isJson = PlatformTakes(json);
        if (!isJson)
        {
            return null;
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        reader.Read();
        reader.Read();
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Plain(byte[] json, JsonToken value)
    {
        byte[] plain = new byte[value.Length];
        return Encoding.UTF8.GetString(plain, 0, JsonEscape.Remove(value.In(json), plain));
    }

    private static byte[] Json(TestEntropy random)
    {
        var text = new StringBuilder("{\"a\":");
        for (int parts = 1 + random.Below(6); parts > 0; parts--)
        {
            text.Append(Parts[random.Below(Parts.Length)]);
        }

        text.Append(random.Below(3) == 0 ? "" : "\"");
        return Encoding.UTF8.GetBytes(text.Append('}').Replace(":\"}", ":\"\"}").ToString());
    }

    private static string Repeat(string member, int times) => string.Join(',', Enumerable.Repeat(member, times));
}
