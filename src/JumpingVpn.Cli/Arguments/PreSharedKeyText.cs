using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JumpingVpn.Features.Wording;

namespace JumpingVpn.Cli.Arguments;

/// <summary>Pre-shared keys as a person keeps them: a text, or bytes of any kind; the line end that editors add is not part of the
/// key.</summary>
internal static class PreSharedKeyText
{
    private const int Shortest = 16;
    private const int Longest = 1_024;

    /// <summary>A line end more than the longest key, and one byte to see that there is more.</summary>
    public const int BufferLength = Longest + 3;

    private const string Recipe = "make one with: head -c 32 /dev/urandom | base64 > psk.txt";

    /// <summary>Reads a file.</summary>
    public static Parsed<byte[]> FromFile(string path) => FromFile(path, new byte[BufferLength]);

    /// <summary>Reads a file by way of a buffer of <see cref="BufferLength"/> bytes, which is zeros afterwards.</summary>
    public static Parsed<byte[]> FromFile(string path, byte[] buffer)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            int length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return Judge(buffer.AsSpan(0, length));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Parsed<byte[]>.Invalid($"the file cannot be read: {FileTrouble.Explain(path, failure)}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    /// <summary>Reads a text, as UTF-8.</summary>
    public static Parsed<byte[]> FromText(string text) => Judge(Encoding.UTF8.GetBytes(text));

    private static Parsed<byte[]> Judge(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> key = bytes.TrimEnd("\r\n"u8);
        return key.Length switch
        {
            < Shortest => Parsed<byte[]>.Invalid(
                string.Create(CultureInfo.InvariantCulture, $"the key has {key.Length} bytes, and at least {Shortest} are needed; {Recipe}")
            ),
            > Longest => Parsed<byte[]>.Invalid(
                string.Create(CultureInfo.InvariantCulture, $"the key has more than {Longest} bytes; {Recipe}")
            ),
            _ => key.ToArray(),
        };
    }
}
