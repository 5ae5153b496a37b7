using System.Runtime.CompilerServices;
using JumpingVpn.Protocol.Replay;

namespace JumpingVpn.Protocol.Tests.Replay;

public sealed class SequenceWindowTests
{
    [Fact]
    public void It_agrees_with_a_set_that_remembers_everything()
    {
        var random = new TestEntropy(11);
        var window = default(SequenceWindow);
        var seen = new SortedSet<long>();
        long highest = 0;
        int wrong = 0;
        for (int i = 0; i < 20_000; i++)
        {
            long sequence = Math.Max(1, highest + random.Below(140) - 100);
            SequenceVerdict expected =
                seen.Contains(sequence) && sequence > highest - 64 ? SequenceVerdict.Duplicate
                : sequence <= highest - 64 ? SequenceVerdict.TooOld
                : SequenceVerdict.New;

            wrong += window.Accept(sequence) == expected ? 0 : 1;
            seen.Add(sequence);
            highest = Math.Max(highest, sequence);
        }

        wrong.Should().Be(0);
        window.Highest.Should().Be(highest);
    }

    [Fact]
    public void It_takes_16_bytes_whatever_comes() => Unsafe.SizeOf<SequenceWindow>().Should().Be(16);

    [Fact]
    public void It_bears_the_greatest_numbers_there_are()
    {
        var window = default(SequenceWindow);
        window.Accept(1).Should().Be(SequenceVerdict.New);
        window.Accept(long.MaxValue).Should().Be(SequenceVerdict.New);
        window.Accept(long.MaxValue).Should().Be(SequenceVerdict.Duplicate);
        window.Accept(long.MaxValue - 63).Should().Be(SequenceVerdict.New);
        window.Accept(long.MaxValue - 64).Should().Be(SequenceVerdict.TooOld);
        window.Accept(1).Should().Be(SequenceVerdict.TooOld);
    }
}
