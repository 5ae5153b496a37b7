using System.Globalization;
using JumpingVpn.Features.Wording;
using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Arguments;

/// <summary>
/// Reads a file with a pre-shared key for each client: lines of NAME KEY, in which <c>#</c> begins a comment, and an optional
/// <c>until TIME</c> after which that key opens no session. A name may stand there several times, so that an old and a new key are good
/// together.
/// </summary>
internal static class ClientKeysFile
{
    private const int Longest = 4 * 1024 * 1024;
    private const int MostOfOne = 4;

    /// <summary>Reads a file. The keys are the caller's to wipe.</summary>
    public static Parsed<IReadOnlyList<DatedKey>> Load(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return file.CanSeek && file.Length > Longest
                ? Parsed<IReadOnlyList<DatedKey>>.Invalid("it has more than 4 MiB, so it is not a file of keys")
                : Read(new StreamReader(file).ReadToEnd());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Parsed<IReadOnlyList<DatedKey>>.Invalid($"it cannot be read: {FileTrouble.Explain(path, failure)}");
        }
    }

    /// <summary>Reads a text; an error says in which line it is, and never what a key is.</summary>
    public static Parsed<IReadOnlyList<DatedKey>> Read(string text)
    {
        var keys = new List<DatedKey>();
        var counts = new Dictionary<string, int>();
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string[] words = lines[i].Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            Parsed<DatedKey> key = ReadLine(words);
            string? error = key.Error;
            if (key.IsValid && (counts[words[0]] = counts.GetValueOrDefault(words[0]) + 1) > MostOfOne)
            {
                error = $"'{words[0]}' has more than {MostOfOne} keys, each of which a handshake would be tried with; take an old one out";
            }

            if (error is not null)
            {
                keys.ForEach(read => read.Dispose());
                return Parsed<IReadOnlyList<DatedKey>>.Invalid(string.Create(CultureInfo.InvariantCulture, $"line {i + 1}: {error}"));
            }

            keys.Add(key.Value!);
        }

        return keys.Count == 0 ? Parsed<IReadOnlyList<DatedKey>>.Invalid("there is no key in it; write lines of NAME KEY") : keys;
    }

    private static Parsed<DatedKey> ReadLine(string[] words)
    {
        if (!ClientName.IsValid(words[0]))
        {
            return Parsed<DatedKey>.Invalid(
                $"'{words[0]}' is not a name: 1 to {ClientName.Longest} letters, digits, dots, underscores or hyphens"
            );
        }

        if (words.Length is not (2 or 4) || (words.Length == 4 && words[2] != "until"))
        {
            return Parsed<DatedKey>.Invalid($"write NAME KEY, or NAME KEY until TIME, for '{words[0]}'");
        }

        DateTimeOffset? until = null;
        if (words.Length == 4)
        {
            const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
            if (!DateTimeOffset.TryParse(words[3], CultureInfo.InvariantCulture, Utc, out DateTimeOffset end))
            {
                return Parsed<DatedKey>.Invalid($"'{words[3]}' is not a time; write one such as 2026-12-01 or 2026-12-01T08:00Z");
            }

            until = end;
        }

        Parsed<byte[]> key = PreSharedKeyText.FromText(words[1]);
        return key.IsValid ? new DatedKey(words[0], key.Value, until) : Parsed<DatedKey>.Invalid($"of '{words[0]}', {key.Error}");
    }
}
