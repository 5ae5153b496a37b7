using System.Buffers.Binary;
using System.Text;

namespace JumpingVpn.Simulation.Tests.Tracing;

/// <summary>Reads a capture back, by the specification and not by the code that wrote it.</summary>
internal sealed class PcapngBlocks
{
    public PcapngBlocks(byte[] capture)
    {
        int offset = 0;
        while (offset < capture.Length)
        {
            ReadOnlySpan<byte> rest = capture.AsSpan(offset);
            uint type = BinaryPrimitives.ReadUInt32LittleEndian(rest);
            int length = (int)BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            (length % 4).Should().Be(0, "blocks are padded to 32 bits");
            BinaryPrimitives.ReadUInt32LittleEndian(rest[(length - 4)..]).Should().Be((uint)length, "a block ends with its length");
            Take(type, rest[8..(length - 4)]);
            offset += length;
        }
    }

    public int Sections { get; private set; }

    public List<string> Interfaces { get; } = [];

    /// <summary>The description of each interface of all sections.</summary>
    public List<string?> Descriptions { get; } = [];

    public List<Packet> Packets { get; } = [];

    private void Take(uint type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case 0x0A0D0D0A:
                BinaryPrimitives.ReadUInt32LittleEndian(body).Should().Be(0x1A2B3C4D);
                Sections++;
                Interfaces.Clear();
                break;
            case 1:
                BinaryPrimitives
                    .ReadUInt16LittleEndian(body)
                    .Should()
                    .Be(0, "one link type for all, and one that libpcap 1.10 numbers as files do");
                OptionOf(body[8..], 9).Should().Be("\u0007", "timestamps count 100 ns");
                Interfaces.Add(OptionOf(body[8..], 2)!);
                Descriptions.Add(OptionOf(body[8..], 3));
                break;
            case 6:
                TakePacket(body);
                break;
            default:
                throw new InvalidDataException($"A block of type {type} was not expected.");
        }
    }

    private void TakePacket(ReadOnlySpan<byte> body)
    {
        long ticks = ((long)BinaryPrimitives.ReadUInt32LittleEndian(body[4..]) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(body[8..]);
        int length = (int)BinaryPrimitives.ReadUInt32LittleEndian(body[12..]);
        byte version = (byte)(body[24] >> 4);
        BinaryPrimitives
            .ReadUInt32LittleEndian(body[20..])
            .Should()
            .Be(version == 4 ? 2u : 30u, "before each packet stands its address family");
        Packets.Add(
            new Packet(
                Interfaces[(int)BinaryPrimitives.ReadUInt32LittleEndian(body)],
                DateTimeOffset.UnixEpoch.AddTicks(ticks),
                body[24..(20 + length)].ToArray(),
                OptionOf(body[(20 + ((length + 3) & ~3))..], 1)
            )
        );
    }

    private static string? OptionOf(ReadOnlySpan<byte> options, ushort wanted)
    {
        while (options.Length >= 4)
        {
            ushort code = BinaryPrimitives.ReadUInt16LittleEndian(options);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(options[2..]);
            if (code == wanted)
            {
                return Encoding.UTF8.GetString(options.Slice(4, length));
            }

            options = options[(4 + ((length + 3) & ~3))..];
        }

        return null;
    }

    /// <param name="Interface">The interface's name.</param>
    /// <param name="At">When.</param>
    /// <param name="Bytes">From the IP header on.</param>
    /// <param name="Comment">Its comment.</param>
    internal sealed record Packet(string Interface, DateTimeOffset At, byte[] Bytes, string? Comment);
}
