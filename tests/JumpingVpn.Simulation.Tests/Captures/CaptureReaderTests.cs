using System.Buffers.Binary;
using JumpingVpn.Simulation.Captures;

namespace JumpingVpn.Simulation.Tests.Captures;

/// <summary>Captures of other programs, whole and hostile.</summary>
public sealed class CaptureReaderTests
{
    private static readonly byte[] Payload = [1, 2, 3];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void The_classic_format_is_read_in_either_byte_order_and_resolution(bool isBig, bool isNano)
    {
        byte[] frame = CaptureBytes.Ether(CaptureBytes.IPv4(Payload));
        byte[] file = CaptureBytes.Pcap(isBig, isNano, CaptureBytes.Ethernet, (1_000, isNano ? 1_234u : 5u, frame));

        CaptureRecord read = One(file);

        read.At.Should().Be(TimeSpan.FromSeconds(1_000) + TimeSpan.FromTicks(isNano ? 12 : 50));
        read.Source.ToString().Should().Be("10.0.0.1:5000");
        read.Destination.ToString().Should().Be("192.0.2.9:53");
        read.Payload.ToArray().Should().Equal(Payload);
        read.Identification.Should().Be(77);
    }

    [Theory]
    [InlineData(false, 6, 1_000_005UL, 10_000_050L)]
    [InlineData(true, 9, 1_000_000_123UL, 10_000_001L)]
    [InlineData(true, 0x80 | 10, 2_049UL, 20_009_765L)]
    public void Pcapng_is_read_in_either_byte_order_and_any_resolution(bool isBig, byte resolution, ulong units, long ticks)
    {
        byte[] file = CaptureBytes.Pcapng(isBig, 101, resolution, (units, CaptureBytes.IPv4(Payload)));

        CaptureRecord read = One(file);

        read.At.Ticks.Should().Be(ticks);
        read.Point.Should().Be("eth0");
    }

    [Fact]
    public void Each_kind_of_link_shows_its_datagram()
    {
        byte[] packet = CaptureBytes.IPv4(Payload);
        byte[] six = CaptureBytes.IPv6(Payload, [17, 0, 0, 0, 0, 0, 0, 0]);
        byte[] cooked = [.. new byte[14], 0x08, 0x00];
        byte[] cooked2 = [0x86, 0xDD, 0, 0, 0, 0, 0, 3, .. new byte[12]];
        (int Link, byte[] Frame)[] frames =
        [
            (0, CaptureBytes.Framed([2, 0, 0, 0], packet)),
            (1, CaptureBytes.Ether(packet)),
            (1, CaptureBytes.Ether(six, 0x86DD, 0x88A8, 0x8100)),
            (12, packet),
            (101, six),
            (108, CaptureBytes.Framed([0, 0, 0, 2], packet)),
            (113, CaptureBytes.Framed(cooked, packet)),
            (228, packet),
            (229, six),
            (276, CaptureBytes.Framed(cooked2, six)),
        ];

        foreach ((int link, byte[] frame) in frames)
        {
            One(CaptureBytes.Pcap(false, false, link, (1, 0, frame))).Payload.ToArray().Should().Equal(Payload, "link type {0}", link);
        }
    }

    [Fact]
    public void One_capture_of_all_interfaces_tells_them_apart()
    {
        byte[] header(byte index) => [0x08, 0x00, 0, 0, 0, 0, 0, index, .. new byte[12]];
        byte[] packet = CaptureBytes.IPv4(Payload);

        CaptureContent content = Read(
            CaptureBytes.Pcap(
                false,
                false,
                276,
                (1, 0, CaptureBytes.Framed(header(2), packet)),
                (1, 9, CaptureBytes.Framed(header(3), packet))
            )
        );

        content.Datagrams.Select(static it => it.Point).Should().Equal("index 2", "index 3");
    }

    [Fact]
    public void What_is_no_whole_datagram_is_named_and_passed_over()
    {
        byte[] packet = CaptureBytes.IPv4(Payload);
        byte[] file = CaptureBytes.Pcap(
            false,
            false,
            1,
            (1, 0, CaptureBytes.Ether(CaptureBytes.IPv4(Payload, fragment: 0x2000))),
            (1, 0, CaptureBytes.Ether(CaptureBytes.IPv4(Payload, fragment: 185))),
            (1, 0, CaptureBytes.Ether(CaptureBytes.IPv4(Payload, protocol: 6))),
            (1, 0, CaptureBytes.Ether([], 0x0806)),
            (1, 0, CaptureBytes.Ether(packet[..^1])),
            (1, 0, CaptureBytes.Ether(packet[..19])),
            (1, 0, [1, 2, 3])
        );

        CaptureContent content = Read(file);

        content.Datagrams.Should().BeEmpty();
        content
            .Skipped.Should()
            .Equal(
                new("ARP", 1),
                new("TCP", 1),
                new("UDP datagrams that claim to be longer than their packet", 1),
                new("fragments of IPv4", 2),
                new("truncated frames", 1),
                new("truncated or broken IPv4 packets", 1)
            );
    }

    [Fact]
    public void What_was_captured_in_part_is_told_from_what_lies()
    {
        byte[] packet = CaptureBytes.IPv4(Payload);
        byte[] file = CaptureBytes.Pcap(false, false, 101, (1, 0, packet[..^1]));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24 + 12), packet.Length); // how long it was on the wire

        Read(file).Skipped.Should().ContainSingle().Which.Key.Should().Be("UDP datagrams that were not captured whole (use snaplen 0)");
    }

    [Fact]
    public void The_hops_that_a_datagram_may_still_pass_are_read()
    {
        One(CaptureBytes.Pcap(false, false, 101, (1, 0, CaptureBytes.IPv4(Payload)))).HopLimit.Should().Be(64);
        One(CaptureBytes.Pcap(false, false, 101, (1, 0, CaptureBytes.IPv6(Payload)))).HopLimit.Should().Be(0);
    }

    [Fact]
    public void A_file_that_ends_too_early_is_told_where()
    {
        byte[] classic = CaptureBytes.Pcap(false, false, 101, (1, 0, CaptureBytes.IPv4(Payload)), (2, 0, CaptureBytes.IPv4(Payload)));
        int record = (classic.Length - 24) / 2;
        byte[] png = CaptureBytes.Pcapng(false, 101, 6, (1, CaptureBytes.IPv4(Payload)), (2, CaptureBytes.IPv4(Payload)));

        Read(classic[..^1])
            .Broken.Should()
            .Be($"the file ends within packet 2, which begins at byte {24 + record}: it was cut, or is still being written.");
        Read(png[..^1]).Broken.Should().StartWith($"the file ends within block 4, which begins at byte {LastBlock(png)}: ");
    }

    [Fact]
    public void A_file_of_ones_own_is_read_to_its_end()
    {
        byte[] frame = CaptureBytes.IPv4(Payload);
        (uint, uint, byte[])[] records = [.. Enumerable.Range(0, CaptureReader.MostDatagrams + 5).Select(i => ((uint)i, 0u, frame))];

        CaptureContent content = CaptureReader.ReadAll(new MemoryStream(CaptureBytes.Pcap(false, false, 101, records)));

        content.Datagrams.Should().HaveCount(CaptureReader.MostDatagrams + 5);
    }

    [Theory]
    [InlineData(0, "the file is empty.")]
    [InlineData(3, "a file of 3 bytes is not a capture.")]
    public void A_file_that_is_no_capture_is_refused_by_name(int length, string words)
    {
        Action read = () => Read(new byte[length]);

        read.Should().Throw<CaptureFormatException>().WithMessage(words);
    }

    [Fact]
    public void A_length_that_lies_ends_the_reading_without_memory_for_it()
    {
        byte[] file = CaptureBytes.Pcapng(false, 101, 6, (1, CaptureBytes.IPv4(Payload)), (2, CaptureBytes.IPv4(Payload)));
        int second = LastBlock(file);
        foreach (uint length in (uint[])[0, 3, 4, 8, 12, 13, 0x7FFF_FFFC, 0xFFFF_FFFC, uint.MaxValue])
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(second + 4), length);
            long before = GC.GetAllocatedBytesForCurrentThread();

            CaptureContent content = Read(file);

            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1 << 20);
            content.Broken.Should().StartWith("block 4 ");
            content.Datagrams.Should().ContainSingle("what came before is kept");
        }
    }

    [Fact]
    public void A_file_that_is_cut_anywhere_is_read_up_to_there()
    {
        byte[] png = CaptureBytes.Pcapng(true, 101, 6, (1, CaptureBytes.IPv4(Payload)), (2, CaptureBytes.IPv6(Payload)));
        byte[] classic = CaptureBytes.Pcap(false, false, 101, (1, 0, CaptureBytes.IPv4(Payload)), (2, 0, CaptureBytes.IPv6(Payload)));
        foreach (byte[] file in (byte[][])[png, classic])
        {
            for (int length = 4; length < file.Length; length++)
            {
                CaptureContent content = Read(file[..length]);

                content.Datagrams.Count.Should().BeLessThan(2);
            }
        }
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        byte[][] seeds =
        [
            CaptureBytes.Pcapng(false, 1, 6, (1, CaptureBytes.Ether(CaptureBytes.IPv4(Payload))), (2, CaptureBytes.Ether(Payload))),
            CaptureBytes.Pcapng(true, 276, 0x8A, (1, CaptureBytes.IPv6(Payload)), (2, CaptureBytes.IPv4(Payload))),
            CaptureBytes.Pcap(true, true, 113, (1, 0, CaptureBytes.IPv4(Payload)), (9, 9, CaptureBytes.IPv6(Payload))),
        ];
        var random = new Random(1);
        for (int i = 0; i < 30_000; i++)
        {
            byte[] file = [.. seeds[i % seeds.Length]];
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                file[random.Next(4, file.Length)] = (byte)random.Next(256);
            }

            Read(file).Datagrams.Count.Should().BeLessThanOrEqualTo(2);
        }
    }

    [Fact]
    public void No_more_is_kept_than_makes_a_scenario()
    {
        byte[] frame = CaptureBytes.IPv4(Payload);
        (uint, uint, byte[])[] records = [.. Enumerable.Range(0, CaptureReader.MostDatagrams + 5).Select(i => ((uint)i, 0u, frame))];

        CaptureContent content = Read(CaptureBytes.Pcap(false, false, 101, records));

        content.Datagrams.Should().HaveCount(CaptureReader.MostDatagrams);
        content.Seen.Should().Be(CaptureReader.MostDatagrams + 5);
    }

    private static CaptureRecord One(byte[] file)
    {
        CaptureContent content = Read(file);
        content.Broken.Should().BeNull();
        return content.Datagrams.Should().ContainSingle(string.Join(", ", content.Skipped)).Which;
    }

    private static CaptureContent Read(byte[] file) => CaptureReader.Read(new MemoryStream(file));

    private static int LastBlock(byte[] file)
    {
        int at = 0;
        for (int next = 0; next < file.Length; next += BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(next + 4)))
        {
            at = next;
        }

        return at;
    }
}
