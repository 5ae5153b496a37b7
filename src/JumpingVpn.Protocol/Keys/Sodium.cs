using System.Runtime.InteropServices;

namespace JumpingVpn.Protocol.Keys;

/// <summary>
/// The functions of libsodium that sessions with keys need, called without a wrapper between. All of them compute from their arguments
/// and nothing else: none uses the library's own random numbers, so a run repeats itself to the byte. Safe on any thread.
/// </summary>
internal static partial class Sodium
{
    private const string Library = "libsodium";

    // Beside the assembly first, which is where a package's native library lies, and then wherever the system keeps its own.
    private const DllImportSearchPath SearchPaths = DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories;

    // Chooses the fastest implementation of each function for this processor; all of them give the same bytes.
    private static readonly bool IsReady = Initialise() >= 0;

    /// <summary>Makes sure that the library is there where a mode needs it: whoever is made for one asks once, before any datagram
    /// does.</summary>
    /// <exception cref="PlatformNotSupportedException">It is needed, and this platform has no build of it.</exception>
    public static void RequireFor(SessionMode mode)
    {
        if (mode != SessionMode.Demo && !IsThere())
        {
            throw new PlatformNotSupportedException(
                "The modes psk and ephemeral need the native library libsodium, and this program has no build of it for this platform."
            );
        }
    }

    /// <summary>The public key of a private key: X25519 of it and the base point 9 (RFC 7748 section 6.1).</summary>
    /// <param name="publicKey">32 bytes.</param>
    /// <param name="privateKey">32 bytes, any: they are clamped as the RFC says.</param>
    [LibraryImport(Library, EntryPoint = "crypto_scalarmult_curve25519_base")]
    [DefaultDllImportSearchPaths(SearchPaths)]
    public static partial int ScalarMultiplyBase(Span<byte> publicKey, ReadOnlySpan<byte> privateKey);

    /// <summary>X25519 (RFC 7748 section 5); not zero where the outcome is all zeros.</summary>
    /// <param name="shared">32 bytes.</param>
    /// <param name="privateKey">32 bytes.</param>
    /// <param name="publicKey">32 bytes.</param>
    [LibraryImport(Library, EntryPoint = "crypto_scalarmult_curve25519")]
    [DefaultDllImportSearchPaths(SearchPaths)]
    public static partial int ScalarMultiply(Span<byte> shared, ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey);

    /// <summary>Keyed BLAKE2b (RFC 7693) with the personalisation of the BLAKE2 specification, section 2.5.</summary>
    [LibraryImport(Library, EntryPoint = "crypto_generichash_blake2b_salt_personal")]
    [DefaultDllImportSearchPaths(SearchPaths)]
    public static partial int KeyedBlake2b(
        Span<byte> hash,
        nuint hashLength,
        ReadOnlySpan<byte> input,
        ulong inputLength,
        ReadOnlySpan<byte> key,
        nuint keyLength,
        nint salt,
        ReadOnlySpan<byte> personalisation
    );

    private static bool IsThere()
    {
        try
        {
            return IsReady;
        }
        catch (TypeInitializationException)
        {
            return false;
        }
    }

    [LibraryImport(Library, EntryPoint = "sodium_init")]
    [DefaultDllImportSearchPaths(SearchPaths)]
    private static partial int Initialise();
}
