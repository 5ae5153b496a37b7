using System.Buffers.Text;
using System.IO.Compression;

namespace JumpingVpn.Reports.Html;

/// <summary>Bytes as they stand in a page: compressed by gzip, in base64, which holds no character that means anything to HTML.</summary>
internal static class Blob
{
    // A shorter one would become longer.
    private const int ShortestCompressed = 1_000;

    private const int BufferLength = 16_384; // a call of the compressor for each of ten thousand datagrams takes longer than its work

    /// <summary>A JSON object as it stands if it is short, and compressed and encoded if it is not.</summary>
    public static byte[] OfJson(byte[] json) => json.Length < ShortestCompressed ? json : Of(json);

    /// <summary>Compresses and encodes.</summary>
    public static byte[] Of(ReadOnlyMemory<byte> bytes) => Of(stream => stream.Write(bytes.Span));

    /// <summary>Compresses what is written, however long it is, and encodes that.</summary>
    public static byte[] Of(Action<Stream> write)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        using (var buffer = new BufferedStream(gzip, BufferLength))
        {
            write(buffer);
        }

        ReadOnlySpan<byte> raw = compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
        byte[] text = new byte[Base64.GetMaxEncodedToUtf8Length(raw.Length)];
        Base64.EncodeToUtf8(raw, text, out _, out _);
        return text;
    }
}
