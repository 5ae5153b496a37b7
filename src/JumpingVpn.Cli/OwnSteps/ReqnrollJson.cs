using System.Text.Json;
using JumpingVpn.Features.Wording;

namespace JumpingVpn.Cli.OwnSteps;

/// <summary>The <c>bindingAssemblies</c> of a <c>reqnroll.json</c>, as Reqnroll itself reads them.</summary>
internal static class ReqnrollJson
{
    /// <summary>The files of the assemblies that a directory's file names; none if there is no such file.</summary>
    /// <exception cref="StepSourceException">The file is malformed, or an assembly is nowhere to be found.</exception>
    public static IReadOnlyList<string> BindingAssemblies(string directory)
    {
        string path = Path.Combine(directory, "reqnroll.json");
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            using var json = JsonDocument.Parse(File.ReadAllText(path), options);
            return
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("bindingAssemblies", out JsonElement list)
                ? [.. list.EnumerateArray().Select(entry => Find(directory, entry.GetProperty("assembly").GetString() ?? string.Empty))]
                : [];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            string why = exception is JsonException broken
                ? $"line {broken.LineNumber + 1} is not JSON"
                : "an entry lacks its assembly, or the value is not a list";
            throw new StepSourceException($"{path}: expected \"bindingAssemblies\": [{{ \"assembly\": \"NAME\" }}], but {why}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StepSourceException($"{path}: the file cannot be read: {FileTrouble.Explain(path, exception)}.");
        }
    }

    private static string Find(string directory, string name)
    {
        string file = name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? name : $"{name}.dll";
        string[] places = [Path.Combine(directory, file), Path.Combine(AppContext.BaseDirectory, file)];
        IEnumerable<string> built = Directory.Exists(Path.Combine(directory, "bin"))
            ? Directory
                .EnumerateFiles(Path.Combine(directory, "bin"), Path.GetFileName(file), SearchOption.AllDirectories)
                .OrderByDescending(File.GetLastWriteTimeUtc)
            : [];
        return places.Where(File.Exists).Concat(built).FirstOrDefault()
            ?? throw new StepSourceException(
                $"reqnroll.json names the assembly '{name}', which is neither in this directory, nor below its bin, nor "
                    + $"beside the program; build it first, "
                    + "or name its project with --steps."
            );
    }
}
