namespace JumpingVpn.Features.UnitTests.Running;

/// <summary>What the sample steps share.</summary>
public sealed class SampleWorld(List<string> log) : IDisposable
{
    public string Mood { get; } = "well";

    public void Log(string line) => log.Add(line);

    public void Dispose() => Log("disposed");
}
