using System.Text.Json;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Features.Wording;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace JumpingVpn.Cli.Configuration;

/// <summary>
/// Reads what a file (a JSON object, in which comments are allowed) and the environment say of a command's options. The environment counts
/// before the file. A key that nobody knows is refused, because what is misspelt would be ignored.
/// </summary>
internal static class ConfigurationReader
{
    private const int Longest = 65_536;

    /// <summary>Reads both.</summary>
    /// <param name="keys">The options that may be set.</param>
    /// <param name="path">The file; null for none.</param>
    /// <param name="variables">The environment.</param>
    public static Parsed<IReadOnlyList<ConfiguredValue>> Read(
        ConfigurationKeys keys,
        string? path,
        IEnumerable<KeyValuePair<string, string>> variables
    )
    {
        var named = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, _) in variables.Where(one => one.Key.StartsWith(keys.VariablePrefix, StringComparison.Ordinal)))
        {
            named[PathOf(name[keys.VariablePrefix.Length..])] = name;
        }

        var values = variables.ToDictionary(one => one.Key, one => one.Value);
        try
        {
            var builder = new ConfigurationBuilder();
            if (path is not null)
            {
                builder.AddJsonStream(new MemoryStream(Load(path)));
            }

            builder.AddInMemoryCollection(named.Select(one => KeyValuePair.Create(one.Key, (string?)values[one.Value])));
            return Judge(keys, builder.Build(), path, named);
        }
        catch (Exception broken)
            when (broken is IOException or UnauthorizedAccessException or FormatException or JsonException or InvalidOperationException)
        {
            return Parsed<IReadOnlyList<ConfiguredValue>>.Invalid($"--config '{path}': {Describe(path ?? string.Empty, broken)}.");
        }
    }

    private static string PathOf(string variable) =>
        variable.Replace("__", ":", StringComparison.Ordinal).Replace('_', '-').ToLowerInvariant();

    private static byte[] Load(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] bytes = new byte[Longest + 1];
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length > Longest ? throw new IOException("it has more than 64 KiB, so it is not a configuration") : bytes[..length];
    }

    private static string Describe(string path, Exception broken) =>
        broken switch
        {
            JsonException json => $"line {(json.LineNumber ?? 0) + 1} is not JSON",
            FormatException { InnerException: JsonException json } => $"line {(json.LineNumber ?? 0) + 1} is not JSON",
            InvalidOperationException => "it has a name or a value with half of a surrogate pair, which is not text",
            FormatException format => format.Message.TrimEnd('.'),
            _ => $"it cannot be read: {FileTrouble.Explain(path, broken)}",
        };

    private static Parsed<IReadOnlyList<ConfiguredValue>> Judge(
        ConfigurationKeys keys,
        IConfigurationRoot root,
        string? path,
        Dictionary<string, string> variables
    )
    {
        var values = new List<ConfiguredValue>();
        foreach ((string at, string? text) in root.AsEnumerable().OrderBy(one => one.Key, StringComparer.OrdinalIgnoreCase))
        {
            bool isVariable = root.Providers.OfType<MemoryConfigurationProvider>().Any(provider => provider.TryGet(at, out _));
            string source = isVariable ? variables[at] : $"--config '{path}': {at.Replace(":", ".", StringComparison.Ordinal)}";
            string[] names = at.Split(':', 2);
            if (keys.Find(names[0]) is not { } option)
            {
                return Unknown(keys, names[0], isVariable ? variables[at] : null, path);
            }

            if (ConfigurationKeys.IsTable(option) == (names.Length == 1) && text is not null)
            {
                return Parsed<IReadOnlyList<ConfiguredValue>>.Invalid(
                    ConfigurationKeys.IsTable(option)
                        ? $"{source} '{text}': it takes names and values, as in {{ \"{names[0]}\": {{ \"NAME\": \"VALUE\" }} }}."
                        : $"{source} '{text}': '{names[0]}' takes one value, not a list or an object."
                );
            }

            if (text is not null)
            {
                values.Add(new ConfiguredValue(ConfigurationKeys.KeyOf(option), names.ElementAtOrDefault(1), text, source));
            }
        }

        return values;
    }

    private static Parsed<IReadOnlyList<ConfiguredValue>> Unknown(ConfigurationKeys keys, string name, string? variable, string? path)
    {
        string complaint = variable is null
            ? $"--config '{path}': there is no key '{name}'{DidYouMean.Hint(name, keys.Names)}"
            : $"{variable}: there is no such variable{DidYouMean.Hint(variable, keys.Options.Select(option => keys.VariableOf(option)))}";
        return Parsed<IReadOnlyList<ConfiguredValue>>.Invalid(complaint);
    }
}
