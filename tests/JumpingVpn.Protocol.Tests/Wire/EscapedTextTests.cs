using System.Text;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Tests.Wire;

/// <summary>Strings that are full of escapes, by vectors of either length; <see cref="JsonScannerTests"/> holds one of them to the
/// platform's reader.</summary>
public sealed class EscapedTextTests
{
    private static readonly string[] Parts =
    [
        "\\n",
        "\\\\",
        "\\\"",
        "\\/",
        "\\u00e9",
        "\\uABCD",
        "\\ud83d\\ude00",
        "\\uD83D\\uDE00",
        "x",
        "plain text of some length",
        "é",
        "\\ud83d",
        "\\ude00",
        "\\ud7ff",
        "\\u\\u",
        "\\u12\\u3456",
        "\\x",
        "\\U0041",
        "\t",
        "\"",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Vectors_of_both_lengths_say_the_same(ulong seed)
    {
        var random = new TestEntropy(seed);
        int good = 0;
        for (int i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder();
            int kinds = i % 3 == 0 ? Parts.Length : 11; // most are well-formed
            for (int parts = random.Below(60); parts > 0; parts--)
            {
                text.Append(Parts[random.Below(kinds)]);
            }

            byte[] bytes = Encoding.UTF8.GetBytes(text.Append("\" and what follows").ToString());

            int narrow = EscapedText.Measure<MarkedBytes256>(bytes, out bool narrowUnicode);
            int wide = EscapedText.Measure<MarkedBytes512>(bytes, out bool wideUnicode);

            (wide, wideUnicode).Should().Be((narrow, narrowUnicode), text.ToString());
            good += narrow >= 0 ? 1 : 0;
        }

        good.Should().BeInRange(10_000, 19_000, "both answers have to be asked for");
    }

    [Fact]
    public void Each_byte_behind_a_backslash_and_each_digit_is_judged_as_the_standard_says()
    {
        for (int b = 0; b < 256; b++)
        {
            bool escapes = "\"\\/bfnrt".Contains((char)b);
            Good([(byte)'\\', (byte)b]).Should().Be(escapes, $"\\ and {b:X2}");
            bool isDigit = b < 0x80 && char.IsAsciiHexDigit((char)b);
            for (int place = 0; place < 4; place++)
            {
                byte[] unit = [.. "\\u0000"u8];
                unit[2 + place] = (byte)b;
                Good(unit).Should().Be(isDigit, $"{b:X2} at digit {place}");
            }
        }
    }

    /// <summary>The same at every place of a block and over its end, by both lengths.</summary>
    private static bool Good(byte[] escape)
    {
        bool[] verdicts =
        [
            .. Enumerable
                .Range(0, 130)
                .Select(before =>
                {
                    byte[] text = [.. Enumerable.Repeat((byte)'x', before), .. escape, (byte)'"'];
                    int narrow = EscapedText.Measure<MarkedBytes256>(text, out _);
                    EscapedText.Measure<MarkedBytes512>(text, out _).Should().Be(narrow);
                    return narrow == text.Length - 1;
                }),
        ];
        verdicts.Distinct().Should().ContainSingle();
        return verdicts[0];
    }
}
