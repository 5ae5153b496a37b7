using System.Runtime.InteropServices;

namespace JumpingVpn.Cli.Control;

/// <summary>A folder that nobody but its owner can enter, so that what is made in it is private from its first instant.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // statx(2): where it begins to look, that a link is not followed, that the owner is asked for, and where that stands in its answer.
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint AskOwner = 0x8;
    private const int OwnerOffset = 20;
    private const int AnswerLength = 256;

    /// <summary>Makes the folder where it is missing.</summary>
    /// <returns>What is wrong with it and what to do; null if nothing is.</returns>
    public static string? WhyNot(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return "this system does not keep others out of a folder by its mode";
        }

        try
        {
            if (!Directory.Exists(path))
            {
                Directory.CreateDirectory(path, OwnerOnly);
            }

            UnixFileMode mode = File.GetUnixFileMode(path);
            if ((mode & ~OwnerOnly) != 0)
            {
                return $"its folder '{path}' can be entered by others; chmod 700 it, or name another";
            }

            return OwnerOf(path) is { } owner && owner != PeerIdentity.Own
                ? $"its folder '{path}' belongs to another user; name one of your own"
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"its folder '{path}' cannot be made: {failure.Message.TrimEnd('.')}";
        }
    }

    private static uint? OwnerOf(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        byte[] answer = new byte[AnswerLength];
        return Stat(CurrentFolder, path, NoFollow, AskOwner, answer) == 0 ? BitConverter.ToUInt32(answer, OwnerOffset) : null;
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] answer);
}
