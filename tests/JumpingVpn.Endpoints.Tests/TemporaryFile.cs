namespace JumpingVpn.Endpoints.Tests;

/// <summary>A file that is gone after the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string ending, string text)
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"endpoint-{Guid.NewGuid():n}{ending}");
        File.WriteAllText(Path, text);
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
