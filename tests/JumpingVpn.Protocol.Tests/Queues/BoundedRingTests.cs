using JumpingVpn.Protocol.Queues;

namespace JumpingVpn.Protocol.Tests.Queues;

public sealed class BoundedRingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public void It_agrees_with_a_queue_while_it_grows_and_goes_round(int bound)
    {
        var random = new TestEntropy(5);
        var ring = new BoundedRing<int>(smallest: 2, bound);
        var queue = new Queue<int>();
        for (int i = 0; i < 2_000; i++)
        {
            if (random.Below(5) < 3)
            {
                bool added = ring.TryAdd();
                added.Should().Be(queue.Count < bound);
                if (added)
                {
                    ring[ring.Count - 1] = i;
                    queue.Enqueue(i);
                }
            }
            else if (queue.TryDequeue(out int first))
            {
                ring[0].Should().Be(first);
                ring.RemoveFirst();
            }

            Enumerable.Range(0, ring.Count).Select(distance => ring[distance]).Should().Equal(queue);
        }
    }

    [Fact]
    public void A_place_that_is_used_again_still_has_what_it_held()
    {
        var ring = new BoundedRing<int>(smallest: 2, bound: 20);
        ring.TryAdd();
        ring[0] = 7;
        ring.RemoveFirst();
        ring.TryAdd();

        ring[0].Should().Be(7, "a buffer would serve again");
    }

    [Fact]
    public void What_is_cleared_is_empty()
    {
        var ring = new BoundedRing<int>(smallest: 2, bound: 20);
        ring.TryAdd();
        ring.TryAdd();
        ring.Clear();

        ring.Count.Should().Be(0);
    }
}
