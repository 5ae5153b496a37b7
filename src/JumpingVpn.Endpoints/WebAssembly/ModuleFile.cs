namespace JumpingVpn.Endpoints.WebAssembly;

/// <summary>Reads a file that may be none: a pipe that nobody writes to, or a device that never ends.</summary>
internal static class ModuleFile
{
    /// <summary>The longest file, in bytes.</summary>
    public const int Longest = 1 << 28;

    /// <summary>Reads all of it.</summary>
    /// <exception cref="IOException">It takes longer than that, is longer than <see cref="Longest"/>, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] Read(string path, TimeSpan patience)
    {
        // Opening a pipe waits for who writes to it, and nothing ends that.
        Task<byte[]> reading = Task.Run(() => Read(path));
        return Task.WaitAny([reading], patience) == 0
            ? reading.GetAwaiter().GetResult()
            : throw new IOException($"it could not be read within {patience.TotalSeconds:0.###} s");
    }

    private static byte[] Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        using MemoryStream bytes = new();
        byte[] piece = new byte[1 << 16];
        for (int count; (count = file.Read(piece)) > 0; )
        {
            bytes.Write(piece, 0, count);
            if (bytes.Length > Longest)
            {
                throw new IOException($"it has more than {Longest >> 20} MiB");
            }
        }

        return bytes.ToArray();
    }
}
