using System.Text.Json;

namespace JumpingVpn.Mutants;

/// <summary>The fates of mutants in a file, a line each, so that a campaign that was broken off goes on where it was.</summary>
internal sealed class Records
{
    private readonly string _path;
    private readonly Dictionary<string, Outcome> _byKey = [];

    /// <summary>Reads what is there; of two lines on one mutant the later holds.</summary>
    public Records(string path)
    {
        _path = path;
        foreach (string line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            Outcome outcome = JsonSerializer.Deserialize<Outcome>(line)!;
            _byKey[outcome.Key] = outcome;
        }
    }

    public Outcome? Find(Mutant mutant) => _byKey.GetValueOrDefault(mutant.Key);

    public void Add(Outcome outcome)
    {
        _byKey[outcome.Key] = outcome;
        File.AppendAllText(_path, JsonSerializer.Serialize(outcome) + "\n");
    }
}
