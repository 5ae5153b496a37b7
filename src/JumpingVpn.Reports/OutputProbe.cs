namespace JumpingVpn.Reports;

/// <summary>Whether a file can be written, found out without changing what is in it.</summary>
public static class OutputProbe
{
    /// <summary>Opens a file for writing and closes it again. One that was not there is not there afterwards.</summary>
    /// <param name="path">Where. A pipe or a device that is there is left alone: opening it would already be heard at its other
    /// end.</param>
    /// <exception cref="IOException">It cannot be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written there.</exception>
    public static void Check(string path)
    {
        // By its own name: a link that leads to nothing yet is not what is deleted again.
        string resolved = FileIdentity.Resolve(path);
        bool isFile = File.Exists(resolved);
        if (File.Exists(path) && (!isFile || new FileInfo(resolved).Length == 0))
        {
            return; // and an empty file loses nothing when it is opened in earnest
        }

        FileOptions options = isFile ? FileOptions.None : FileOptions.DeleteOnClose;
        using var stream = new FileStream(resolved, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0, options);
    }
}
