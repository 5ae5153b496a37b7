using System.Runtime.InteropServices;

namespace JumpingVpn.Endpoints.SharedLibrary;

/// <summary>The functions that a library exports, as <c>jumpingvpn_endpoint.h</c> declares them.</summary>
internal sealed unsafe class LibraryFunctions
{
    private LibraryFunctions(nint library, string path)
    {
        Create = (delegate* unmanaged<NativeHost*, ulong, byte*, uint, nint>)Find(library, path, "jv_create");
        Start = (delegate* unmanaged<nint, long, byte*, uint, void>)Find(library, path, "jv_start");
        Datagram = (delegate* unmanaged<nint, long, byte*, byte*, byte*, uint, void>)Find(library, path, "jv_datagram");
        Timer = (delegate* unmanaged<nint, long, void>)Find(library, path, "jv_timer");
        Command = (delegate* unmanaged<nint, long, byte*, uint, void>)Find(library, path, "jv_command");
        Destroy = (delegate* unmanaged<nint, void>)Find(library, path, "jv_destroy");
    }

    public delegate* unmanaged<NativeHost*, ulong, byte*, uint, nint> Create { get; }

    public delegate* unmanaged<nint, long, byte*, uint, void> Start { get; }

    public delegate* unmanaged<nint, long, byte*, byte*, byte*, uint, void> Datagram { get; }

    public delegate* unmanaged<nint, long, void> Timer { get; }

    public delegate* unmanaged<nint, long, byte*, uint, void> Command { get; }

    public delegate* unmanaged<nint, void> Destroy { get; }

    /// <summary>Finds all of them, and asks for the version.</summary>
    /// <exception cref="EndpointException">One is missing, or the version is another.</exception>
    public static LibraryFunctions Find(nint library, string path)
    {
        var version = (delegate* unmanaged<uint>)Find(library, path, "jv_version");
        uint spoken = version();
        return spoken == EndpointContract.Version
            ? new LibraryFunctions(library, path)
            : throw new EndpointException(
                $"\"{path}\" speaks version {spoken} of the contract; this host speaks {EndpointContract.Version}."
            );
    }

    private static nint Find(nint library, string path, string name) =>
        NativeLibrary.TryGetExport(library, name, out nint function)
            ? function
            : throw new EndpointException($"\"{path}\" does not export {name}: an endpoint exports what jumpingvpn_endpoint.h says.");
}
