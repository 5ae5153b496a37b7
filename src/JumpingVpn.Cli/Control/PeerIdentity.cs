using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace JumpingVpn.Cli.Control;

/// <summary>Who is at the other end of a local socket, as the kernel says, and who runs this process. Linux and macOS only.</summary>
internal static class PeerIdentity
{
    // Linux: SOL_SOCKET and SO_PEERCRED, which gives struct ucred: process, user and group of 4 bytes each (man 7 unix).
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;
    private const int CredentialsLength = 12;

    /// <summary>The user that runs this process.</summary>
    public static uint Own => EffectiveUser();

    /// <summary>The user at the other end; null if the system does not say.</summary>
    public static uint? Of(Socket connection)
    {
        if (OperatingSystem.IsLinux())
        {
            Span<byte> credentials = stackalloc byte[CredentialsLength];
            int length = connection.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
            return length == CredentialsLength ? BinaryPrimitives.ReadUInt32LittleEndian(credentials[4..]) : null;
        }

        return PeerUser((int)connection.Handle, out uint user, out _) == 0 ? user : null;
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();

    [DllImport("libc", EntryPoint = "getpeereid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int PeerUser(int socket, out uint user, out uint group);
}
