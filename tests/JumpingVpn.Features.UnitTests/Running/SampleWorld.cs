namespace JumpingVpn.Features.UnitTests.Running;

public sealed class SampleWorld : IDisposable
{
    private readonly List<string> _log;

    public SampleWorld(ScenarioContext context)
    {
        _log = context.TryGetValue<List<string>>(out var log) ? log : [];
    }

    public string Mood { get; } = "well";

    public void Log(string line) => _log.Add(line);

    public void Dispose() => Log("disposed");
}
