namespace JumpingVpn.Features.Wording;

/// <summary>Why a file cannot be read or written, for the person who named it.</summary>
public static class FileTrouble
{
    /// <summary>Explains what the runtime reports: it calls a folder, and a file that is too long, by other names.</summary>
    /// <param name="path">The path as it was given.</param>
    /// <param name="exception">What the runtime reports.</param>
    /// <returns>A clause without a full stop, e.g. <c>it is a folder, not a file</c>.</returns>
    public static string Explain(string path, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(exception);
        return exception is ArgumentOutOfRangeException
                ? "it is as long as a file may become here (ulimit -f shows the limit of this shell)"
            : Directory.Exists(path) ? "it is a folder, not a file"
            : exception is FileNotFoundException && !IsMissingIn(path) ? "there is no such file"
            : exception is DirectoryNotFoundException or FileNotFoundException && IsMissingIn(path)
                ? $"there is no folder '{Path.GetDirectoryName(path)}'"
            : exception.Message.TrimEnd('.');
    }

    private static bool IsMissingIn(string path) => Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder);
}
