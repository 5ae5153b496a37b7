using System.Runtime.Versioning;

namespace JumpingVpn.Endpoints;

/// <summary>What is said about a program that is not there: mostly it was not built yet.</summary>
internal static class MissingProgram
{
    private const string Page = "docs/endpoints.md";

    /// <summary>A file of a library or a module.</summary>
    public static EndpointException File(string path, string folder)
    {
        string where = $"There is no file \"{path}\" in \"{folder}\" or in a folder above it.";
        string source = Path.ChangeExtension(path, ".c");
        string? how = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".WAT" => null,
            ".WASM" => $"clang --target=wasm32-wasi -mexec-model=reactor -O2 -o {path} {source}",
            _ => $"cc -shared -fPIC -O2 -o {path} {source}",
        };
        return new EndpointException(how is null ? where : $"{where} If it has to be built first, from C for example: {how} ({Page}).");
    }

    /// <summary>The program of a command: a path, or a name that is looked for as a shell does.</summary>
    /// <exception cref="EndpointException">There is none.</exception>
    public static void ThrowIfNoCommand(string name, string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // it adds endings, and looks in more places
        }

        bool isPath = name.Contains('/', StringComparison.Ordinal);
        string[] files = [.. FilesOf(name, isPath ? [folder] : SearchPath())];
        if (Array.Find(files, MayBeExecuted) is { } program)
        {
            if (ElfHeader.IsForeign(program))
            {
                throw new EndpointException($"\"{program}\" is a program for another kind of processor or system ({Page}).");
            }

            if (ScriptHeader.MissingInterpreter(program) is { } interpreter)
            {
                throw new EndpointException($"\"{program}\" is a script for \"{interpreter}\", which is not on this machine ({Page}).");
            }

            return;
        }

        if (files.Length > 0)
        {
            throw new EndpointException(
                $"\"{files[0]}\" may not be executed: name the program that runs it, as in \"python3 ping.py\", "
                    + $"or make it executable ({Page})."
            );
        }

        throw new EndpointException(
            isPath
                ? $"There is no program \"{name}\" in \"{folder}\" or in a folder above it. If it is compiled, build it first ({Page})."
                : $"There is no program \"{name}\" on this machine, neither on the search path nor as a file in \"{folder}\" ({Page})."
        );
    }

    /// <summary>A program that is looked for as a shell does.</summary>
    /// <returns>Its file; null if there is none, or on Windows.</returns>
    public static string? OnSearchPath(string name) =>
        OperatingSystem.IsWindows() ? null : FilesOf(name, SearchPath()).FirstOrDefault(MayBeExecuted);

    private static string[] SearchPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

    private static IEnumerable<string> FilesOf(string name, IEnumerable<string> folders) =>
        folders.Select(it => Path.Combine(it, name)).Where(System.IO.File.Exists);

    [UnsupportedOSPlatform("windows")]
    private static bool MayBeExecuted(string file) =>
        (System.IO.File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
