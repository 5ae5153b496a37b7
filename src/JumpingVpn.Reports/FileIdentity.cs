namespace JumpingVpn.Reports;

/// <summary>Whether two paths name one file: what is written to the one would overwrite the other.</summary>
public static class FileIdentity
{
    private const int MostLinks = 40; // as Linux has it; links that lead in a circle have no end

    /// <summary>Follows the links that a path leads over, folders among them.</summary>
    /// <param name="path">A path, which need not exist.</param>
    /// <returns>The absolute path of the file itself; the absolute path as it was given where links lead in a circle.</returns>
    public static string Resolve(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        int links = 0;
        return Follow(Path.GetFullPath(path), ref links) ?? Path.GetFullPath(path);
    }

    /// <summary>Compares two paths: by the links they lead over, and two names that a file has in its folders (hard links).</summary>
    /// <param name="one">A path, which need not exist.</param>
    /// <param name="other">Another one.</param>
    /// <returns>True if they name the same file.</returns>
    public static bool AreOne(string one, string other)
    {
        if (Path.EndsInDirectorySeparator(one) || Path.EndsInDirectorySeparator(other))
        {
            return false; // a folder is meant
        }

        (one, other) = (Resolve(one), Resolve(other));
        return string.Equals(one, other, StringComparison.Ordinal) || (LookAlike(one, other) && ShareALock(one, other));
    }

    private static string? Follow(string path, ref int links)
    {
        string resolved = Path.GetPathRoot(path) ?? string.Empty;
        foreach (string part in path[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            resolved = Path.Combine(resolved, part);
            if (new FileInfo(resolved).LinkTarget is not { } target)
            {
                continue;
            }

            string full = Path.GetFullPath(target, Path.GetDirectoryName(resolved) ?? resolved);
            if (++links > MostLinks || Follow(full, ref links) is not { } end)
            {
                return null;
            }

            resolved = end;
        }

        return resolved;
    }

    /// <summary>Names of one file tell the same of it. A device is not opened only to look.</summary>
    private static bool LookAlike(string one, string other)
    {
        (FileInfo first, FileInfo second) = (new FileInfo(one), new FileInfo(other));
        return first.Exists
            && second.Exists
            && !one.StartsWith("/dev/", StringComparison.Ordinal)
            && first.Length == second.Length
            && first.LastWriteTimeUtc == second.LastWriteTimeUtc;
    }

    /// <summary>While a file is locked under one of its names, it can be locked under no other.</summary>
    private static bool ShareALock(string one, string other)
    {
        using (FileStream? locked = Lock(one))
        {
            using FileStream? second = locked is null ? null : Lock(other);
            if (locked is null || second is not null)
            {
                return false;
            }
        }

        using FileStream? alone = Lock(other);
        return alone is not null;
    }

    private static FileStream? Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
