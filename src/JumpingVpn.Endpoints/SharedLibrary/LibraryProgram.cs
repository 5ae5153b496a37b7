using System.Runtime.InteropServices;

namespace JumpingVpn.Endpoints.SharedLibrary;

/// <summary>A shared library with the C functions of <c>jumpingvpn_endpoint.h</c>, loaded into this process.</summary>
/// <remarks>Its endpoints may live on different threads, each on one at a time; what a library shares among them is its own
/// matter.</remarks>
internal sealed class LibraryProgram : IEndpointProgram
{
    private readonly nint _library;
    private readonly LibraryFunctions _functions;
    private readonly EndpointBounds _bounds;

    private LibraryProgram(nint library, LibraryFunctions functions, EndpointBounds bounds)
    {
        _library = library;
        _functions = functions;
        _bounds = bounds;
    }

    /// <summary>Loads a library.</summary>
    /// <exception cref="EndpointException">It cannot be loaded, lacks a function, or speaks another version.</exception>
    public static LibraryProgram Load(string path, EndpointBounds bounds)
    {
        nint library;
        try
        {
            library = NativeLibrary.Load(Path.GetFullPath(path));
        }
        catch (Exception refusal) when (refusal is DllNotFoundException or BadImageFormatException)
        {
            throw new EndpointException($"\"{path}\" is not a shared library that this process can load: {refusal.Message}", refusal);
        }

        try
        {
            return new LibraryProgram(library, LibraryFunctions.Find(library, path), bounds);
        }
        catch
        {
            NativeLibrary.Free(library);
            throw;
        }
    }

    /// <inheritdoc/>
    public IEndpoint Create(EndpointSetup setup, IEndpointHost host) => new LibraryEndpoint(_functions, setup, host, _bounds.Patience);

    /// <inheritdoc/>
    public void Dispose() => NativeLibrary.Free(_library);
}
