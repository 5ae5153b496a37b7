using System.Globalization;
using System.Text;
using JumpingVpn.Features.Wording;

namespace JumpingVpn.Features.Documents;

/// <summary>The text of a feature file, or why there is none.</summary>
/// <param name="Text">The text, without a byte order mark; null if it cannot be read.</param>
/// <param name="Line">The line of the problem; 0 for the file as a whole.</param>
/// <param name="Problem">What is wrong; null if nothing is.</param>
internal sealed record FeatureText(string? Text, int Line = 0, string? Problem = null)
{
    private const int MaxMebibytes = 32;
    private const int MaxBytes = MaxMebibytes * 1024 * 1024;

    /// <summary>Reads a file of any kind; it never throws for what is in it.</summary>
    public static FeatureText Read(string fullPath)
    {
        try
        {
            return Directory.Exists(fullPath) ? new FeatureText(null, 0, "this is a folder, not a feature file")
                : ReadBytes(fullPath) is { } bytes ? Decode(bytes)
                : new FeatureText(
                    null,
                    0,
                    string.Create(CultureInfo.InvariantCulture, $"the file is larger than {MaxMebibytes} MiB: split it into several files")
                );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            bool mayBeFolder = exception is FileNotFoundException && Path.GetExtension(fullPath).Length == 0;
            string why = mayBeFolder ? "there is no such file or folder" : FileTrouble.Explain(fullPath, exception);
            return new FeatureText(null, 0, $"the feature file cannot be read: {why}");
        }
    }

    // Not every file knows its length, and some have no end: what is read is counted.
    private static byte[]? ReadBytes(string fullPath)
    {
        using var file = new FileStream(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        int count;
        while ((count = file.Read(buffer)) > 0)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > MaxBytes)
            {
                return null;
            }
        }

        return bytes.ToArray();
    }

    private static FeatureText Decode(byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith(Encoding.Unicode.Preamble) || bytes.AsSpan().StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            return new FeatureText(null, 1, "the file is in UTF-16: save it as UTF-8");
        }

        if (Array.IndexOf(bytes, (byte)0) is >= 0 and var zero)
        {
            return new FeatureText(
                null,
                LineAt(bytes, zero),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"expected a feature file in UTF-8, but byte {zero} is 0: this is not a text file"
                )
            );
        }

        int start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        try
        {
            return new FeatureText(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.AsSpan(start)));
        }
        catch (DecoderFallbackException exception)
        {
            int bad = start + Math.Max(exception.Index, 0);
            return new FeatureText(
                null,
                LineAt(bytes, bad),
                string.Create(CultureInfo.InvariantCulture, $"expected a feature file in UTF-8, but byte {bad} starts no valid character")
            );
        }
    }

    private static int LineAt(byte[] bytes, int offset) => 1 + bytes.AsSpan(0, Math.Min(offset, bytes.Length)).Count((byte)'\n');
}
