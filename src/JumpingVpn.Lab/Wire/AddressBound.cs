namespace JumpingVpn.Lab.Wire;

/// <summary>
/// What a gateway makes from the address that it sees, and what is made from that again: over real sockets these bytes differ from run to
/// run, because the kernel's ports do. The trace leaves their values out.
/// </summary>
internal static class AddressBound
{
    /// <summary>The datagram with those values overwritten; the very same where it has none.</summary>
    public static ReadOnlyMemory<byte> Blank(ReadOnlyMemory<byte> datagram)
    {
        bool hasChallenge = datagram.Span.IndexOf("\"challenge\":\""u8) >= 0;
        if (!hasChallenge && datagram.Span.IndexOf("\"cookie\":\""u8) < 0)
        {
            return datagram;
        }

        byte[] copy = datagram.ToArray();
        BlankValue(copy, "\"cookie\":\""u8);
        BlankValue(copy, "\"challenge\":\""u8);
        if (hasChallenge)
        {
            BlankValue(copy, "\"proof\":\""u8);
            BlankValue(copy, "\"mac\":\""u8);
        }

        return copy;
    }

    private static void BlankValue(Span<byte> datagram, ReadOnlySpan<byte> member)
    {
        int begin = datagram.IndexOf(member);
        if (begin >= 0)
        {
            Span<byte> value = datagram[(begin + member.Length)..];
            int length = value.IndexOf((byte)'"');
            value[..(length < 0 ? value.Length : length)].Fill((byte)'*');
        }
    }
}
