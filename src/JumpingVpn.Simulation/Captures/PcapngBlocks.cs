using System.Globalization;
using System.Text;

namespace JumpingVpn.Simulation.Captures;

/// <summary>The blocks of a pcapng file (draft-ietf-opsawg-pcapng, section 3.1), one after the other. Sections may differ in byte
/// order, and each has interfaces of its own.</summary>
internal sealed class PcapngBlocks(Stream stream, DatagramCollector collector, CancellationToken stop)
{
    /// <summary>The type of the block that begins a section: the same in both byte orders.</summary>
    public const uint SectionHeader = 0x0A0D_0D0A;

    private const uint ByteOrderMagic = 0x1A2B_3C4D;
    private const uint SwappedMagic = 0x4D3C_2B1A;
    private const uint InterfaceDescription = 1;
    private const uint ObsoletePacket = 2;
    private const uint SimplePacket = 3;
    private const uint EnhancedPacket = 6;
    private const int Frame = 3 * sizeof(uint); // type, length, and the length once more at the end
    private const int MostInterfaces = 10_000;
    private const int LongestName = 200;

    private readonly List<CapturedInterface> _interfaces = [];
    private ByteOrder _order;
    private byte[] _block = new byte[4_096];
    private long _number;
    private long _begins;
    private long _next;

    /// <summary>Reads what stands behind the type of the first block.</summary>
    /// <returns>What is broken; null if nothing is.</returns>
    public string? Read()
    {
        uint type = SectionHeader;
        Span<byte> head = stackalloc byte[2 * sizeof(uint)];
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            _number++;
            _begins = _next;
            if (ReadBlock(type, out Span<byte> body) is { } broken)
            {
                return broken;
            }

            if (Take(type, body) is { } wrong)
            {
                return wrong;
            }

            int read = stream.ReadAtLeast(head[..sizeof(uint)], sizeof(uint), throwOnEndOfStream: false);
            if (read < sizeof(uint))
            {
                return read == 0 ? null : CaptureReader.EndsWithin($"the type of block {_number + 1}", _next);
            }

            type = _order.Read32(head);
        }
    }

    /// <summary>Reads a block behind its type, and gives what stands between its two lengths.</summary>
    private string? ReadBlock(uint type, out Span<byte> body)
    {
        body = default;
        Span<byte> head = stackalloc byte[2 * sizeof(uint)];
        int needed = type == SectionHeader ? head.Length : sizeof(uint); // a section says its byte order behind its length
        if (stream.ReadAtLeast(head[..needed], needed, throwOnEndOfStream: false) < needed)
        {
            return CaptureReader.EndsWithin($"the head of block {_number}", _begins);
        }

        if (type == SectionHeader)
        {
            uint magic = new ByteOrder(IsBig: false).Read32(head[sizeof(uint)..]);
            if (magic is not (ByteOrderMagic or SwappedMagic))
            {
                return Invariant($"block {_number} at byte {_begins} begins a section without a byte order: {magic:x8} is not one.");
            }

            _order = new ByteOrder(magic == SwappedMagic);
            _interfaces.Clear();
        }

        uint length = _order.Read32(head);
        if (length < Frame || length % sizeof(uint) != 0 || length > CaptureReader.LongestBlock)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"block {_number} at byte {_begins} says that it is {length} bytes long; "
                    + $"a block has {Frame} to {CaptureReader.LongestBlock} bytes, a multiple of 4."
            );
        }

        int rest = (int)length - (2 * sizeof(uint));
        int have = needed - sizeof(uint);
        if (have > rest)
        {
            return Invariant($"block {_number} at byte {_begins} is too short for a section.");
        }

        if (_block.Length < rest)
        {
            _block = new byte[Math.Max(rest, _block.Length * 2)];
        }

        head[sizeof(uint)..needed].CopyTo(_block);
        if (stream.ReadAtLeast(_block.AsSpan(have, rest - have), rest - have, throwOnEndOfStream: false) < rest - have)
        {
            return CaptureReader.EndsWithin($"block {_number}", _begins);
        }

        _next = _begins + length;
        uint again = _order.Read32(_block.AsSpan(rest - sizeof(uint)));
        body = _block.AsSpan(0, rest - sizeof(uint));
        return again == length
            ? null
            : Invariant($"block {_number} at byte {_begins} is {length} bytes long at its beginning and {again} at its end.");
    }

    private string? Take(uint type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case InterfaceDescription when body.Length < 8:
                return Invariant($"block {_number} at byte {_begins} is too short for an interface.");
            case InterfaceDescription when _interfaces.Count >= MostInterfaces:
                return Invariant($"the file has more than {MostInterfaces} interfaces.");
            case InterfaceDescription:
                _interfaces.Add(ReadInterface(body));
                return null;
            case EnhancedPacket when body.Length < 20:
            case ObsoletePacket when body.Length < 20:
                return Invariant($"block {_number} at byte {_begins} is too short for a packet.");
            case EnhancedPacket:
                return TakePacket(_order.Read32(body), body);
            case ObsoletePacket:
                return TakePacket(_order.Read16(body), body);
            case SimplePacket:
                collector.Skip("packets without a time (Simple Packet Block)");
                return null;
            default:
                return null; // statistics, names, what vendors add
        }
    }

    private string? TakePacket(uint on, ReadOnlySpan<byte> body)
    {
        if (on >= _interfaces.Count)
        {
            return Invariant($"block {_number} at byte {_begins} belongs to interface {on}, but the section has {_interfaces.Count}.");
        }

        uint captured = _order.Read32(body[12..]);
        if (captured > body.Length - 20)
        {
            return Invariant(
                $"block {_number} at byte {_begins} says that it holds {captured} bytes of a packet, but has room for {body.Length - 20}."
            );
        }

        CapturedInterface it = _interfaces[(int)on];
        ulong timestamp = ((ulong)_order.Read32(body[4..]) << 32) | _order.Read32(body[8..]);
        int padded = ((int)captured + 3) & ~3;
        string? comment = body.Length > 20 + padded ? ReadOptions(body[(20 + padded)..]).Comment : null;
        long uncaptured = Math.Max(0, _order.Read32(body[16..]) - (long)captured);
        var facts = new FrameFacts(it.Name, it.TimeOf(timestamp), comment, uncaptured);
        FrameDecoder.Decode(it.LinkType, body.Slice(20, (int)captured), facts, collector);
        return null;
    }

    private CapturedInterface ReadInterface(ReadOnlySpan<byte> body)
    {
        PcapngOptions options = ReadOptions(body[8..]);
        string name = options.Name is { Length: > 0 } said ? said : Invariant($"interface {_interfaces.Count}");
        return new CapturedInterface(_order.Read16(body), name, options.UnitsPerSecond, options.Offset);
    }

    /// <summary>Reads the options that are needed; those behind one that is broken are not looked at.</summary>
    private PcapngOptions ReadOptions(ReadOnlySpan<byte> bytes)
    {
        PcapngOptions options = new();
        while (bytes.Length >= 4)
        {
            ushort code = _order.Read16(bytes);
            int length = _order.Read16(bytes[2..]);
            if (code == 0 || length > bytes.Length - 4)
            {
                break;
            }

            options = options.With(code, bytes.Slice(4, length), _order);
            bytes = bytes[Math.Min(bytes.Length, 4 + ((length + 3) & ~3))..];
        }

        return options;
    }

    /// <summary>A text of the file, short and without control characters.</summary>
    internal static string Text(ReadOnlySpan<byte> utf8)
    {
        string text = Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, LongestName)]);
        return string.Concat(text.Select(static letter => char.IsControl(letter) ? ' ' : letter)).Trim();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
