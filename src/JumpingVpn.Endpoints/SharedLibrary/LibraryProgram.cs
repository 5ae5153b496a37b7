using System.Runtime.InteropServices;

namespace JumpingVpn.Endpoints.SharedLibrary;

/// <summary>A shared library with the C functions of <c>jumpingvpn_endpoint.h</c>, loaded into this process.</summary>
/// <remarks>Its endpoints may live on different threads, each on one at a time; what a library shares among them is its own
/// matter.</remarks>
internal sealed class LibraryProgram : IEndpointProgram
{
    private readonly LibraryFunctions _functions;
    private readonly EndpointBounds _bounds;
    private readonly MemoryProbe? _probe;

    private LibraryProgram(LibraryFunctions functions, EndpointBounds bounds, MemoryProbe? probe)
    {
        _functions = functions;
        _bounds = bounds;
        _probe = probe;
    }

    /// <summary>Loads a library, which runs code of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bounds">How long it may take over that, and over each call.</param>
    /// <param name="probe">Finds out whether memory is there that it speaks of; null to trust it.</param>
    /// <exception cref="EndpointException">It cannot be loaded, lacks a function, or speaks another version.</exception>
    public static LibraryProgram Load(string path, EndpointBounds bounds, MemoryProbe? probe)
    {
        using var watch = LibraryWatch.OfLoading(Path.GetFileName(path), bounds.Patience, isAlone: probe is not null);
        using LibraryWatch.Scope load = watch.Enter(EndpointCall.Load, 0);
        nint library;
        try
        {
            library = NativeLibrary.Load(Path.GetFullPath(path));
        }
        catch (Exception refusal) when (refusal is DllNotFoundException or BadImageFormatException)
        {
            throw new EndpointException($"\"{path}\" is not a shared library that this process can load: {CauseOf(refusal)}", refusal);
        }

        return new LibraryProgram(LibraryFunctions.Find(library, path), bounds, probe);
    }

    /// <summary>What the loader said, which stands last, below advice of the runtime.</summary>
    private static string CauseOf(Exception refusal) => refusal.Message.TrimEnd().Split('\n')[^1];

    /// <inheritdoc/>
    public IEndpoint Create(EndpointSetup setup, IEndpointHost host) =>
        new LibraryEndpoint(_functions, setup, new HostSide(host, _bounds, _probe));

    /// <inheritdoc/>
    /// <remarks>It stays loaded: a thread of its own may still run its code.</remarks>
    public void Dispose() { }
}
