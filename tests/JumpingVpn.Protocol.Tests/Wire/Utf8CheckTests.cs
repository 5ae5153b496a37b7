using System.Text;
using System.Text.Unicode;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Tests.Wire;

/// <summary>The check against the platform's, which is slower for what nobody writes by accident.</summary>
public sealed class Utf8CheckTests
{
    private static readonly byte[][] Parts =
    [
        .. new[]
        {
            "a",
            "plain text",
            "é",
            "中",
            "😀",
            "\0",
            "\u07ff",
            "\u0800",
            "\ud7ff",
            "\ue000",
            "\uffff",
            "\U00010000",
            "\U0010ffff",
        }.Select(Encoding.UTF8.GetBytes),
        [0x80],
        [0xBF],
        [0xC0, 0x80],
        [0xC1, 0xBF],
        [0xC3],
        [0xE0, 0x9F, 0xBF],
        [0xED, 0xA0, 0x80],
        [0xED, 0xBF, 0xBF],
        [0xEF, 0xBF],
        [0xF0, 0x8F, 0xBF, 0xBF],
        [0xF4, 0x90, 0x80, 0x80],
        [0xF5, 0x80, 0x80, 0x80],
        [0xF0, 0x9F, 0x98],
        [0xFF],
        [0xE4, 0xB8, 0xAD, 0x80],
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void It_agrees_with_the_platforms_check(ulong seed)
    {
        const int WellFormed = 13;
        var random = new TestEntropy(seed);
        int valid = 0;
        for (int i = 0; i < 20_000; i++)
        {
            List<byte> text = [];
            for (int parts = random.Below(80); parts > 0; parts--)
            {
                text.AddRange(Parts[random.Below(i % 3 == 0 && random.Below(20) == 0 ? Parts.Length : WellFormed)]);
            }

            text.AddRange(i % 5 == 0 ? Parts[WellFormed + random.Below(Parts.Length - WellFormed)] : []); // a fault at the very end
            byte[] bytes = [.. text];
            bool expected = Utf8.IsValid(bytes);

            Answers(bytes).TrueForAll(answer => answer == expected).Should().BeTrue(Convert.ToHexString(bytes));
            valid += expected ? 1 : 0;
        }

        valid.Should().BeInRange(5_000, 18_000, "both answers have to be asked for");
    }

    [Fact]
    public void Every_byte_is_told_from_every_other_at_each_place()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("aé中😀", 12)));
        for (int at = 0; at < text.Length; at++)
        {
            byte genuine = text[at];
            for (int other = 0; other < 256; other++)
            {
                text[at] = (byte)other;
                bool expected = Utf8.IsValid(text);
                Answers(text).TrueForAll(answer => answer == expected).Should().BeTrue($"byte {at} is {other:X2}");
            }

            text[at] = genuine;
        }
    }

    /// <summary>What is answered here, and by vectors of either length, which no processor has to have.</summary>
    private static List<bool> Answers(byte[] text)
    {
        List<bool> answers = [Utf8Check.IsValid(text)];
        if (text.Length >= Utf8Check512.Width)
        {
            answers.Add(Utf8Check512.IsValid(text));
        }

        if (text.Length >= 64)
        {
            answers.Add(Utf8Check.IsValidInVectors(text));
        }

        return answers;
    }
}
