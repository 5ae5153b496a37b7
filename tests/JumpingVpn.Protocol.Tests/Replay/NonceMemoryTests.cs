using JumpingVpn.Protocol.Replay;

namespace JumpingVpn.Protocol.Tests.Replay;

public sealed class NonceMemoryTests
{
    [Fact]
    public void It_never_forgets_up_to_its_bound_and_takes_8_bytes_each()
    {
        const int Bound = 1_000;
        var memory = default(NonceMemory);
        var random = new TestEntropy(3);
        ulong[] added = [.. Enumerable.Range(0, Bound).Select(_ => random.Next())];
        long before = GC.GetAllocatedBytesForCurrentThread();
        int wrong = 0;
        foreach (ulong fingerprint in added)
        {
            wrong += memory.Contains(fingerprint) ? 1 : 0;
            memory.Add(fingerprint, Bound);
            wrong += memory.IsLatest(fingerprint) ? 0 : 1;
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(2 * 8 * Bound + 1_024, "it doubles up to the bound");
        wrong.Should().Be(0);
        memory.Count.Should().Be(Bound);
        added.Should().OnlyContain(fingerprint => memory.Contains(fingerprint));
        memory.IsLatest(added[0]).Should().BeFalse();
    }

    [Fact]
    public void The_first_ones_take_little_whatever_the_bound()
    {
        const int Bound = 100_000;
        var memory = default(NonceMemory);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (ulong i = 0; i < 4; i++)
        {
            memory.Add(i, Bound);
        }

        long four = GC.GetAllocatedBytesForCurrentThread() - before;
        memory.Add(4, Bound);
        long five = GC.GetAllocatedBytesForCurrentThread() - before;

        four.Should().BeLessThan(100, "an idle session is to be small");
        five.Should().BeLessThan(200);
        memory.Count.Should().Be(5);
    }

    [Fact]
    public void It_takes_no_more_than_its_bound_needs()
    {
        var memory = default(NonceMemory);
        long before = GC.GetAllocatedBytesForCurrentThread();

        memory.Add(1, bound: 1);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThanOrEqualTo(32, "an array of one number");
    }

    [Fact]
    public void A_new_one_remembers_nothing_not_even_zero()
    {
        default(NonceMemory).Contains(0).Should().BeFalse();
        default(NonceMemory).IsLatest(0).Should().BeFalse();
    }
}
