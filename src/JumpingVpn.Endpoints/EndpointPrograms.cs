using JumpingVpn.Endpoints.ChildProcess;
using JumpingVpn.Endpoints.SharedLibrary;
using JumpingVpn.Endpoints.WebAssembly;

namespace JumpingVpn.Endpoints;

/// <summary>Loads what a feature names, each program once.</summary>
/// <remarks>Thread rule: any thread. Disposal unloads all.</remarks>
public sealed class EndpointPrograms : IDisposable
{
    private static readonly string[] LibraryEndings = [".so", ".dylib", ".dll"];
    private static readonly string[] ModuleEndings = [".wasm", ".wat"];

    private readonly Lock _gate = new();
    private readonly EndpointBounds _bounds;
    private readonly IReadOnlyList<string>? _isolator;
    private readonly int _lives;
    private readonly Dictionary<(string Text, string Folder), IEndpointProgram> _programs = [];

    /// <summary>Creates an empty store.</summary>
    /// <param name="bounds">How much of its host each guest may use; null for the defaults.</param>
    /// <param name="isolator">The command, with its arguments, that does <see cref="EndpointLines.Serve"/> for the path that is put behind
    /// it: each endpoint of a shared library is then its own process. Null to load libraries into this process.</param>
    /// <param name="lives">How many endpoints, one after the other, such a process serves. With 1 each has a fresh one; more are for many
    /// repetitions, where starting a process takes longer than all else. One whose endpoint has failed serves no other.</param>
    public EndpointPrograms(EndpointBounds? bounds = null, IReadOnlyList<string>? isolator = null, int lives = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lives, 1);
        _isolator = isolator;
        _lives = lives;
        _bounds = bounds ?? new EndpointBounds();
        _bounds.Validate();
    }

    /// <summary>Ends all child processes of this process at once, whoever uses them: for an end that waits for nobody.</summary>
    public static void EndAllProcesses() => LiveGuests.EndAll();

    /// <summary>Whether this process is there for one guest alone, whose host is another process.</summary>
    internal bool IsAlone { get; init; }

    /// <summary>
    /// Loads a program: a file that ends in <c>.wasm</c> or <c>.wat</c> is a WebAssembly module, one that ends in <c>.so</c>,
    /// <c>.dylib</c> or <c>.dll</c> a shared library, and anything else a command, with its arguments, that is run as a child process.
    /// </summary>
    /// <param name="specification">The file or the command. Quotes keep an argument with spaces together.</param>
    /// <param name="folder">Where a relative path is looked for: there, and in every folder above. In a command a word without a slash
    /// is looked for in this folder alone.</param>
    /// <exception cref="EndpointException">It cannot be loaded; the message says why.</exception>
    public IEndpointProgram Load(string specification, string folder)
    {
        ArgumentNullException.ThrowIfNull(specification);
        ArgumentNullException.ThrowIfNull(folder);
        lock (_gate)
        {
            if (!_programs.TryGetValue((specification, folder), out IEndpointProgram? program))
            {
                program = Open(specification, Path.GetFullPath(folder));
                _programs.Add((specification, folder), program);
            }

            return program;
        }
    }

    /// <summary>The same program as a feature in another folder names it.</summary>
    /// <param name="specification">What a feature names.</param>
    /// <param name="folder">The folder of that feature.</param>
    /// <param name="other">The folder of the other one.</param>
    public static string Renamed(string specification, string folder, string other)
    {
        ArgumentNullException.ThrowIfNull(specification);
        string file = CommandWords.WithoutQuotesAround(specification);
        if (EndsWith(file, ModuleEndings) || EndsWith(file, LibraryEndings))
        {
            return RenamedWord(file, folder, other, isFile: true);
        }

        IEnumerable<string> words = CommandWords.Split(specification).Select(word => RenamedWord(word, folder, other));
        return string.Join(' ', words.Select(static word => word.Any(char.IsWhiteSpace) || word.Length == 0 ? $"'{word}'" : word));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (IEndpointProgram program in _programs.Values)
            {
                program.Dispose();
            }

            _programs.Clear();
        }
    }

    private IEndpointProgram Open(string specification, string folder)
    {
        string file = CommandWords.WithoutQuotesAround(specification);
        if (EndsWith(file, ModuleEndings))
        {
            return ModuleProgram.Load(Require(file, folder), _bounds);
        }

        if (EndsWith(file, LibraryEndings))
        {
            string library = Require(file, folder);
            if (_isolator is null)
            {
                return LibraryProgram.Load(library, _bounds, IsAlone ? new MemoryProbe() : null);
            }

            ProcessProgram isolated = new([.. _isolator, library], folder, _bounds, isLineHost: true, _lives);
            isolated.Check(library);
            return isolated;
        }

        IReadOnlyList<string> command = CommandWords.Split(specification);
        if (command.Count == 0)
        {
            throw new EndpointException("An endpoint runs something: a .wasm or .wat file, a shared library, or a command.");
        }

        // A bare word that happens to be the name of a file there is still the argument that was written; the process finds that file, too.
        string[] words =
        [
            .. command.Select((word, i) => (i == 0 || word.Contains('/', StringComparison.Ordinal) ? Found(word, folder) : null) ?? word),
        ];
        MissingProgram.ThrowIfNoCommand(words[0], folder);
        return new ProcessProgram(words, folder, _bounds, isLineHost: false);
    }

    // A bare word without an ending, such as "listen", is no file to its writer.
    private static string RenamedWord(string word, string folder, string other, bool isFile = false) =>
        (isFile || word.AsSpan().ContainsAny('/', '.')) && Found(word, folder, isFile) is { } found
            ? Path.GetRelativePath(other, found)
            : word;

    private static bool EndsWith(string text, string[] endings) =>
        endings.Any(ending => text.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static string Require(string path, string folder) =>
        Found(path, folder, isFile: true) ?? throw MissingProgram.File(path, folder);

    /// <summary>The full path of a file that is named from a folder, or from one above it; null if there is none.</summary>
    /// <param name="path">The path.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="isFile">Whether it must be a file. Another word of a command may be none, so a bare one counts only where it is
    /// next to the feature.</param>
    private static string? Found(string path, string folder, bool isFile = false)
    {
        for (string? at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            string candidate = Path.Combine(at, path);
            if (File.Exists(candidate) && (isFile || path.Contains('/', StringComparison.Ordinal) || at == folder))
            {
                return candidate;
            }
        }

        return null;
    }
}
