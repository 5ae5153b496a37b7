using JumpingVpn.Datagrams;
using JumpingVpn.Simulation.Topology;

namespace JumpingVpn.Simulation.Tests.Topology;

public sealed class PacketStoreTests
{
    private static readonly TransportAddress Somebody = TransportAddress.FromIPv4(192, 0, 2, 1, 1);

    private readonly PacketStore _store = new();

    [Fact]
    public void Payloads_of_every_length_are_what_they_were_however_many_there_are()
    {
        int[] lengths = [0, 1, 127, 128, 129, 1_400, UdpLimits.LongestPayload, 5];

        int[] slots = [.. lengths.Select((length, i) => Rent(length, (byte)i))];

        for (int i = 0; i < lengths.Length; i++)
        {
            _store.Payload(slots[i]).ToArray().Should().Equal(Bytes(lengths[i], (byte)i));
        }

        _store.InFlight.Should().Be(lengths.Length);
    }

    [Fact]
    public void A_payload_that_somebody_reads_stays_when_the_store_grows()
    {
        ReadOnlySpan<byte> read = _store.Payload(Rent(100, 7));

        for (int i = 0; i < 50; i++)
        {
            Rent(100, 1);
        }

        read.ToArray().Should().Equal(Bytes(100, 7));
    }

    [Theory]
    [InlineData(100, 120)]
    [InlineData(100, 200)]
    [InlineData(200, 100)]
    [InlineData(200, 2_000)]
    [InlineData(128, 129)]
    [InlineData(129, 128)]
    public void What_is_cut_or_lengthened_keeps_its_beginning(int before, int after)
    {
        int slot = Rent(before, 7);

        Span<byte> payload = _store.Resize(slot, after);

        int kept = Math.Min(before, after);
        payload.Length.Should().Be(after);
        payload[..kept].ToArray().Should().Equal(Bytes(kept, 7));
        _store[slot].Length.Should().Be(after);
        _store.Payload(slot).ToArray().Should().Equal(payload.ToArray());
    }

    [Fact]
    public void A_copy_is_a_datagram_of_its_own()
    {
        int original = Rent(300, 7);

        int copy = _store.Copy(original);
        _store.Payload(original).Clear();

        _store.Payload(copy).ToArray().Should().Equal(Bytes(300, 7));
        _store[copy].Id.Should().NotBe(_store[original].Id);
    }

    [Fact]
    public void Steady_traffic_of_short_and_middling_datagrams_allocates_nothing()
    {
        ShortAndMiddling();
        long before = GC.GetAllocatedBytesForCurrentThread();

        ShortAndMiddling();

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static byte[] Bytes(int length, byte content) => [.. Enumerable.Repeat(content, length)];

    private int Rent(int length, byte content) => _store.Rent(Bytes(length, content), Somebody, Somebody, origin: 0);

    private void ShortAndMiddling()
    {
        ReadOnlySpan<byte> payload = stackalloc byte[4_096];
        for (int i = 0; i < 100; i++)
        {
            _store.Return(_store.Rent(payload[..100], Somebody, Somebody, origin: 0));
            _store.Return(_store.Rent(payload, Somebody, Somebody, origin: 0));
        }
    }
}
