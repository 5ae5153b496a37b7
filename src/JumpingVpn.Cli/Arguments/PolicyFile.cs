using System.Globalization;
using System.Text.Json;
using JumpingVpn.Features.Wording;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Cli.Arguments;

/// <summary>
/// Reads a file of policy settings: a JSON object of names and values, or lines of <c>name=value</c> in which <c>#</c> begins a comment.
/// </summary>
internal static class PolicyFile
{
    private const int Longest = 65_536;

    /// <summary>Adds the settings of a file of at most 64 KiB, some twenty times as long as one with every setting.</summary>
    public static Parsed<PolicyOverrides> Load(string path, PolicyOverrides policy)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[Longest + 1];
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            using var reader = new StreamReader(new MemoryStream(bytes, 0, length)); // it knows byte order marks
            return length > Longest
                ? Parsed<PolicyOverrides>.Invalid("it has more than 64 KiB, so it is not a file of settings")
                : Read(reader.ReadToEnd(), policy);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Parsed<PolicyOverrides>.Invalid($"it cannot be read: {FileTrouble.Explain(path, failure)}");
        }
    }

    /// <summary>Adds the settings of a file's text; an error says where it is.</summary>
    public static Parsed<PolicyOverrides> Read(string text, PolicyOverrides policy)
    {
        try
        {
            return text.AsSpan().TrimStart().StartsWith("{") ? ReadJson(text, policy) : ReadLines(text, policy);
        }
        catch (JsonException broken)
        {
            string line = ((broken.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
            return Parsed<PolicyOverrides>.Invalid($"it starts as JSON, but line {line} is not JSON");
        }
        catch (InvalidOperationException)
        {
            return Parsed<PolicyOverrides>.Invalid("it has a name or a value with half of a surrogate pair, which is not text");
        }
    }

    private static Parsed<PolicyOverrides> ReadLines(string text, PolicyOverrides policy)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Split('#')[0].Trim();
            if (line.Length == 0)
            {
                continue;
            }

            // A file may be set in columns; on the command line a blank is a slip of the hand.
            Parsed<PolicyOverrides> added = PolicyPair.Add(string.Join('=', line.Split('=', 2, StringSplitOptions.TrimEntries)), policy);
            if (!added.IsValid)
            {
                return Parsed<PolicyOverrides>.Invalid($"line {(i + 1).ToString(CultureInfo.InvariantCulture)}: {added.Error}");
            }

            policy = added.Value;
        }

        return policy;
    }

    private static Parsed<PolicyOverrides> ReadJson(string text, PolicyOverrides policy)
    {
        using var document = JsonDocument.Parse(text);
        foreach (JsonProperty member in document.RootElement.EnumerateObject())
        {
            if (member.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
            {
                return Parsed<PolicyOverrides>.Invalid($"the value of \"{member.Name}\" is neither a string nor a number");
            }

            Parsed<PolicyOverrides> added = PolicyPair.Add(member.Name, member.Value.ToString(), policy);
            if (!added.IsValid)
            {
                return added;
            }

            policy = added.Value;
        }

        return policy;
    }
}
