using JumpingVpn.Protocol.Server;

namespace JumpingVpn.Protocol.Tests.Server;

public sealed class TombstonesTests
{
    private static readonly int Bound = new ServerOptions().MaximumTombstones;

    private readonly Tombstones _tombstones = new(Bound);

    [Fact]
    public void A_million_ended_sessions_take_no_more_memory_than_the_bound_allows()
    {
        long grown = End(1, Bound);
        _tombstones.Count.Should().Be(Bound, "the bound is reached");
        // The smaller of two, for the runtime allocates once on its own, when it compiles again.
        long added = Math.Min(End(Bound + 1, 500_000), End(500_001, 1_000_000));

        _tombstones.Count.Should().Be(Bound);
        grown.Should().BeLessThan(100 * Bound, "one takes 36 bytes, in tables that doubled up to the last");
        added.Should().Be(0);
        _tombstones.ReasonFor(new SessionId(1_000_000)).Should().Be(ReasonCode.SessionExpired);
        _tombstones.Contains(new SessionId((ulong)(1_000_000 - Bound + 1))).Should().BeTrue();
        _tombstones.Contains(new SessionId((ulong)(1_000_000 - Bound))).Should().BeFalse("the oldest go first");
    }

    [Fact]
    public void A_bound_of_nothing_remembers_nothing()
    {
        var none = new Tombstones(0);
        none.Add(new SessionId(1), ReasonCode.SessionExpired);
        none.Contains(new SessionId(1)).Should().BeFalse();
    }

    private long End(int first, int last)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = first; i <= last; i++)
        {
            _tombstones.Add(new SessionId((ulong)i), ReasonCode.SessionExpired);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
