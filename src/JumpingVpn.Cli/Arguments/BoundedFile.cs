using System.Globalization;
using System.Text;

namespace JumpingVpn.Cli.Arguments;

/// <summary>Reads files of text that may be anything: an endless one is refused, and costs no more memory than the longest that is
/// read.</summary>
internal static class BoundedFile
{
    private const int MiB = 1 << 20;

    /// <summary>Reads a file as UTF-8, or as its byte order mark says.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="longest">The most MiB that it may have.</param>
    /// <exception cref="IOException">It cannot be read, or is longer.</exception>
    public static string ReadText(string path, int longest)
    {
        using FileStream file = File.OpenRead(path);
        using var kept = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        for (int length = file.Read(buffer); length > 0; length = file.Read(buffer))
        {
            kept.Write(buffer, 0, length);
            if (kept.Length > (long)longest * MiB)
            {
                throw new IOException(
                    string.Create(CultureInfo.InvariantCulture, $"it has more than {longest} MiB, which no such file has.")
                );
            }
        }

        kept.Position = 0;
        using var reader = new StreamReader(kept, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
