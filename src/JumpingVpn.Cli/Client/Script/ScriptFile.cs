using System.Globalization;
using System.Text;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Features.Wording;

namespace JumpingVpn.Cli.Client.Script;

/// <summary>Reads a file of steps, one a line; <c>#</c> begins a comment where it begins a line.</summary>
internal static class ScriptFile
{
    private const int Longest = 1_048_576;
    private const int MistakesTold = 10;

    /// <summary>Reads a file of at most 1 MiB. All its mistakes are told at once, each with its line and column.</summary>
    public static Parsed<IReadOnlyList<ClientStep>> Load(string path, IReadOnlyList<string> networks)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[Longest + 1];
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > Longest)
            {
                return Invalid($"--script '{path}': it has more than 1 MiB, so it is not a script.");
            }

            using var reader = new StreamReader(new MemoryStream(bytes, 0, length), new UTF8Encoding(false, throwOnInvalidBytes: true));
            return Read(path, reader.ReadToEnd(), networks);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Invalid($"--script '{path}': it cannot be read: {FileTrouble.Explain(path, failure)}.");
        }
        catch (DecoderFallbackException)
        {
            return Invalid($"--script '{path}': it is not UTF-8 text, so it is not a script.");
        }
    }

    /// <summary>Reads a script's text.</summary>
    internal static Parsed<IReadOnlyList<ClientStep>> Read(string path, string text, IReadOnlyList<string> networks)
    {
        List<ClientStep> steps = [];
        List<string> mistakes = [];
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimStart() is "" || lines[i].TrimStart()[0] == '#')
            {
                continue;
            }

            Parsed<ClientStep> read = StepReader.Read(lines[i], networks, out int column);
            if (read.IsValid)
            {
                steps.Add(read.Value);
            }
            else
            {
                mistakes.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{path}:{i + 1}:{column}: {read.Error}{(read.Error.EndsWith('?') ? "" : ".")}"
                    )
                );
            }
        }

        if (mistakes.Count > MistakesTold)
        {
            string more = string.Create(CultureInfo.InvariantCulture, $"… and {mistakes.Count - MistakesTold} more.");
            mistakes.RemoveRange(MistakesTold, mistakes.Count - MistakesTold);
            mistakes.Add(more);
        }

        return mistakes.Count > 0 ? Invalid(string.Join('\n', mistakes))
            : steps.Count == 0 ? Invalid($"--script '{path}': it has no steps.")
            : steps;
    }

    private static Parsed<IReadOnlyList<ClientStep>> Invalid(string error) => Parsed<IReadOnlyList<ClientStep>>.Invalid(error);
}
