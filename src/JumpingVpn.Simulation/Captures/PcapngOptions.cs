namespace JumpingVpn.Simulation.Captures;

/// <summary>The options of a block that matter here (draft-ietf-opsawg-pcapng, sections 3.5 and 4.2).</summary>
internal readonly record struct PcapngOptions()
{
    private const ushort CommentCode = 1;
    private const ushort NameCode = 2;
    private const ushort ResolutionCode = 9;
    private const ushort OffsetCode = 14;
    private const ulong Microseconds = 1_000_000;
    private const int MostDecimals = 18;
    private const int MostBits = 62;

    /// <summary>A comment.</summary>
    public string? Comment { get; private init; }

    /// <summary>The name of an interface; in other blocks the code means something else.</summary>
    public string? Name { get; private init; }

    /// <summary>What the timestamps of an interface count.</summary>
    public ulong UnitsPerSecond { get; private init; } = Microseconds;

    /// <summary>What is added to the timestamps of an interface, in seconds.</summary>
    public long Offset { get; private init; }

    /// <summary>These options with one more; the same where it is another one or broken.</summary>
    public PcapngOptions With(ushort code, ReadOnlySpan<byte> value, ByteOrder order) =>
        (code, value.Length) switch
        {
            (CommentCode, _) => this with { Comment = Comment ?? PcapngBlocks.Text(value) },
            (NameCode, _) => this with { Name = PcapngBlocks.Text(value) },
            (ResolutionCode, 1) => this with { UnitsPerSecond = UnitsOf(value[0]) },
            (OffsetCode, 8) => this with { Offset = (long)order.Read64(value) },
            _ => this,
        };

    /// <summary>The upper bit says whether it is a power of two or of ten; what nobody can count is read as microseconds.</summary>
    private static ulong UnitsOf(byte resolution)
    {
        int exponent = resolution & 0x7F;
        if ((resolution & 0x80) != 0)
        {
            return exponent <= MostBits ? 1UL << exponent : Microseconds;
        }

        ulong units = 1;
        for (int i = 0; i < exponent && exponent <= MostDecimals; i++)
        {
            units *= 10;
        }

        return exponent <= MostDecimals ? units : Microseconds;
    }
}
