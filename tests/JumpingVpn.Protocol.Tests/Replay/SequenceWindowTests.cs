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
            int jump = random.Below(8) == 0 ? random.Below(5 * SequenceWindow.Size) : random.Below(140) - 100; // up to five windows
            long sequence = Math.Max(1, highest + jump);
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

    [Theory]
    [InlineData(62, 2)]
    [InlineData(63, 2)]
    [InlineData(64, 2)] // C# masks a shift by 64 to none: what was delivered would seem to be so again
    [InlineData(65, 3)]
    [InlineData(127, 3)]
    [InlineData(128, 4)]
    [InlineData(129, 4)]
    public void After_a_jump_by_a_window_or_more_nothing_below_was_delivered(int ahead, int from)
    {
        var window = default(SequenceWindow);
        for (int sequence = 1; sequence <= from; sequence++)
        {
            window.Accept(sequence);
        }

        long highest = from + ahead;
        window.Accept(highest).Should().Be(SequenceVerdict.New);

        for (long below = Math.Max(from + 1, highest - SequenceWindow.Size + 1); below < highest; below++)
        {
            window.Accept(below).Should().Be(SequenceVerdict.New, "{0} was never there", below);
            window.Accept(below).Should().Be(SequenceVerdict.Duplicate);
        }

        window.Accept(from).Should().Be(ahead < SequenceWindow.Size ? SequenceVerdict.Duplicate : SequenceVerdict.TooOld);
        window.Accept(highest).Should().Be(SequenceVerdict.Duplicate);
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
