namespace JumpingVpn.Endpoints;

/// <summary>What a program file of Linux says about where it runs.</summary>
/// <remarks>Source: the ELF specification, e_ident and e_machine.</remarks>
internal static class ElfHeader
{
    private const int Length = 20;
    private const int Ident = 6; // magic, class, data
    private const int Machine = 18;

    /// <summary>Whether it is for other machines than this process is.</summary>
    /// <returns>False, too, where it is no such file, or cannot be read.</returns>
    public static bool IsForeign(string file)
    {
        Span<byte> its = stackalloc byte[Length];
        Span<byte> ours = stackalloc byte[Length];
        return TryRead(Environment.ProcessPath, ours)
            && TryRead(file, its)
            && (!its[..Ident].SequenceEqual(ours[..Ident]) || !its[Machine..].SequenceEqual(ours[Machine..]));
    }

    private static bool TryRead(string? file, Span<byte> header)
    {
        try
        {
            using FileStream stream = File.OpenRead(file!);
            return stream.ReadAtLeast(header, Length, throwOnEndOfStream: false) == Length && header.StartsWith("\u007fELF"u8);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
