using System.Runtime.CompilerServices;
using JumpingVpn.Protocol.Server.Limits;

namespace JumpingVpn.Protocol.Tests.Server.Limits;

public sealed class SourceBucketsTests
{
    private const long Now = TimeSpan.TicksPerSecond;

    private readonly SourceBuckets _buckets = new("0123456789abcdef"u8);

    [Fact]
    public void An_entry_has_the_size_that_the_bound_counts_with()
    {
        (Unsafe.SizeOf<SourceBuckets.Bucket>() * SourceBuckets.Capacity)
            .Should()
            .Be(SourceBuckets.MaximumBytes)
            .And.Be(96 * 1_024, "docs/wire-format.md says so");
    }

    [Fact]
    public void Ten_million_sources_take_no_more_memory_than_stated()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Flood(20_000);
        long grown = GC.GetAllocatedBytesForCurrentThread() - before;
        before = GC.GetAllocatedBytesForCurrentThread();

        Flood(10_000_000);
        long added = GC.GetAllocatedBytesForCurrentThread() - before;

        _buckets.Room.Should().Be(SourceBuckets.Capacity, "the bound is reached");
        grown.Should().BeLessThan(2 * SourceBuckets.MaximumBytes, "all the smaller tables together are as big as the last");
        added.Should().Be(0);
    }

    [Fact]
    public void A_few_quiet_sources_take_little()
    {
        for (ulong source = 1; source <= 10_000; source++)
        {
            _buckets.Of(source, (long)source).FullAt = (long)source; // full again at once
        }

        _buckets.Room.Should().BeLessThanOrEqualTo(32);
    }

    [Fact]
    public void A_source_finds_its_bucket_again_while_the_table_grows()
    {
        for (ulong source = 1; source <= 200; source++)
        {
            _buckets.Of(source, Now).FullAt = Now + 1_000_000 + (long)source;
        }

        for (ulong source = 1; source <= 200; source++)
        {
            _buckets.Of(source, Now).FullAt.Should().Be(Now + 1_000_000 + (long)source);
        }
    }

    [Fact]
    public void Whoever_sends_most_is_remembered_longest()
    {
        _buckets.Of(42, Now).FullAt = Now + TimeSpan.TicksPerSecond;

        Flood(1_000_000);

        _buckets.Of(42, Now).FullAt.Should().Be(Now + TimeSpan.TicksPerSecond);
    }

    [Fact]
    public void Whoever_is_forgotten_begins_with_a_full_bucket()
    {
        _buckets.Of(42, Now).FullAt = Now + 1;

        Flood(1_000_000);

        _buckets.Of(42, Now).FullAt.Should().Be(0, "the table fails open");
    }

    private void Flood(int sources)
    {
        for (int i = 1; i <= sources; i++)
        {
            ref SourceBuckets.Bucket bucket = ref _buckets.Of(0x2001_0DB8_0000_0000UL + (ulong)i, Now);
            bucket.FullAt = Now + 100_000;
        }
    }
}
