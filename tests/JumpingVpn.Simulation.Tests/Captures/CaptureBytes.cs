using System.Buffers.Binary;
using System.Text;

namespace JumpingVpn.Simulation.Tests.Captures;

/// <summary>Writes captures byte by byte, as other programs do.</summary>
internal static class CaptureBytes
{
    public const int Ethernet = 1;

    public static byte[] IPv4(byte[] payload, ushort fragment = 0, byte protocol = 17)
    {
        byte[] packet = new byte[28 + payload.Length];
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), 77);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), fragment);
        packet[8] = 64;
        packet[9] = protocol;
        new byte[] { 10, 0, 0, 1, 192, 0, 2, 9 }.CopyTo(packet, 12);
        Udp(packet.AsSpan(20), payload);
        return packet;
    }

    public static byte[] IPv6(byte[] payload, byte[]? extension = null)
    {
        extension ??= [];
        byte[] packet = new byte[48 + extension.Length + payload.Length];
        packet[0] = 0x60;
        packet[6] = extension.Length > 0 ? (byte)0 : (byte)17;
        packet[8] = 0x20;
        packet[23] = 1;
        packet[24] = 0x20;
        packet[39] = 2;
        extension.CopyTo(packet, 40);
        Udp(packet.AsSpan(40 + extension.Length), payload);
        return packet;
    }

    public static byte[] Framed(byte[] header, byte[] packet) => [.. header, .. packet];

    public static byte[] Ether(byte[] packet, ushort type = 0x0800, params ushort[] tags)
    {
        List<byte> frame = [.. new byte[12]];
        foreach (ushort tag in tags)
        {
            frame.AddRange([(byte)(tag >> 8), (byte)tag, 0, 5]);
        }

        frame.AddRange([(byte)(type >> 8), (byte)type]);
        return [.. frame, .. packet];
    }

    public static byte[] Pcap(bool isBig, bool isNano, int linkType, params (uint Seconds, uint Units, byte[] Frame)[] records)
    {
        using var file = new MemoryStream();
        Write32(file, isBig, isNano ? 0xA1B2_3C4D : 0xA1B2_C3D4);
        Write16(file, isBig, 2);
        Write16(file, isBig, 4);
        Write32(file, isBig, 0);
        Write32(file, isBig, 0);
        Write32(file, isBig, 262_144);
        Write32(file, isBig, (uint)linkType);
        foreach ((uint seconds, uint rest, byte[] frame) in records)
        {
            Write32(file, isBig, seconds);
            Write32(file, isBig, rest);
            Write32(file, isBig, (uint)frame.Length);
            Write32(file, isBig, (uint)frame.Length);
            file.Write(frame);
        }

        return file.ToArray();
    }

    /// <summary>One section with one interface, and its packets.</summary>
    public static byte[] Pcapng(bool isBig, int linkType, byte resolution, params (ulong Units, byte[] Frame)[] packets)
    {
        using var file = new MemoryStream();
        Block(
            file,
            isBig,
            0x0A0D_0D0A,
            body =>
            {
                Write32(body, isBig, 0x1A2B_3C4D);
                Write16(body, isBig, 1);
                Write16(body, isBig, 0);
                Write32(body, isBig, uint.MaxValue);
                Write32(body, isBig, uint.MaxValue);
            }
        );
        Block(
            file,
            isBig,
            1,
            body =>
            {
                Write16(body, isBig, (ushort)linkType);
                Write16(body, isBig, 0);
                Write32(body, isBig, 0);
                Write16(body, isBig, 2);
                Write16(body, isBig, 4);
                body.Write(Encoding.ASCII.GetBytes("eth0"));
                Write16(body, isBig, 9);
                Write16(body, isBig, 1);
                body.Write([resolution, 0, 0, 0]);
                Write32(body, isBig, 0);
            }
        );
        foreach ((ulong units, byte[] frame) in packets)
        {
            Block(
                file,
                isBig,
                6,
                body =>
                {
                    Write32(body, isBig, 0);
                    Write32(body, isBig, (uint)(units >> 32));
                    Write32(body, isBig, (uint)units);
                    Write32(body, isBig, (uint)frame.Length);
                    Write32(body, isBig, (uint)frame.Length);
                    body.Write(frame);
                    body.Write(new byte[(4 - (frame.Length & 3)) & 3]);
                }
            );
        }

        return file.ToArray();
    }

    private static void Block(MemoryStream file, bool isBig, uint type, Action<MemoryStream> write)
    {
        using var body = new MemoryStream();
        write(body);
        Write32(file, isBig, type);
        Write32(file, isBig, (uint)body.Length + 12);
        body.WriteTo(file);
        Write32(file, isBig, (uint)body.Length + 12);
    }

    private static void Udp(Span<byte> segment, byte[] payload)
    {
        BinaryPrimitives.WriteUInt16BigEndian(segment, 5_000);
        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], 53);
        BinaryPrimitives.WriteUInt16BigEndian(segment[4..], (ushort)(8 + payload.Length));
        payload.CopyTo(segment[8..]);
    }

    private static void Write16(MemoryStream file, bool isBig, ushort value) =>
        file.Write(isBig ? [(byte)(value >> 8), (byte)value] : [(byte)value, (byte)(value >> 8)]);

    private static void Write32(MemoryStream file, bool isBig, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (isBig)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        }

        file.Write(bytes);
    }
}
