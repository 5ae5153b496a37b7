using System.Text;

namespace JumpingVpn.Endpoints;

/// <summary>The first line of a script, which names the program that runs it.</summary>
internal static class ScriptHeader
{
    private const int Longest = 256; // as much as Linux looks at

    /// <summary>The program that a script names and that is not there.</summary>
    /// <returns>Null where there is one, or where the file is no script of that kind.</returns>
    public static string? MissingInterpreter(string file)
    {
        try
        {
            Span<byte> bytes = stackalloc byte[Longest];
            using FileStream stream = File.OpenRead(file);
            bytes = bytes[..stream.ReadAtLeast(bytes, Longest, throwOnEndOfStream: false)];
            if (!bytes.StartsWith("#!"u8))
            {
                return null;
            }

            string line = Encoding.UTF8.GetString(bytes[2..]).Split('\n')[0].Trim();
            string interpreter = line.Split(' ', '\t')[0];
            return interpreter.Length == 0 || File.Exists(interpreter) ? null : interpreter;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
