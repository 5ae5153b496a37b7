using JumpingVpn.Datagrams;
using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Reports.Pictures;
using JumpingVpn.Simulation;

namespace JumpingVpn.Cli.Reporting;

/// <summary>Writes down for a report what a scenario does to its network, and what the network does.</summary>
/// <param name="seesHops">Whether the carrier shows every hop; where it does not, the lines of the trace tell the ends of a datagram.</param>
internal sealed class SceneRecorder(bool seesHops) : ISceneWitness, IDisposable
{
    private readonly PictureWriter _writer = new();
    private readonly Dictionary<TransportAddress, string> _texts = [];
    private readonly List<string> _nats = [];
    private readonly Dictionary<string, string> _tables = [];
    private readonly List<string> _trace = [];
    private int _roles;
    private TimeSpan _now;
    private IReadOnlyList<KeyValuePair<string, long>> _ledger = [];
    private IReadOnlyList<string> _invariants = [];

    /// <summary>Takes a line of the canonical event trace.</summary>
    public void OnLine(string line)
    {
        _trace.Add(line);
        if (!seesHops || !IsOfDatagram(line))
        {
            _writer.Line(line);
        }
    }

    public void OnHop(in NetworkHop hop, ReadOnlySpan<byte> payload) =>
        _writer.Hop(
            new PictureHop(
                hop.At,
                HopWords.Of(hop.Kind),
                hop.Datagram,
                hop.Where,
                TextOf(hop.Source),
                TextOf(hop.Destination),
                hop.Translated is { } translated ? TextOf(translated) : null,
                hop.Delay,
                hop.Drop == DropReason.None ? null : DropReasonText.Of(hop.Drop)
            ),
            payload
        );

    public void OnNode(SceneNodeKind kind, string name, string? behind)
    {
        _writer.Node(HopWords.Of(kind), name, behind);
        if (kind == SceneNodeKind.Nat)
        {
            _nats.Add(name);
        }
    }

    public void OnChange(TimeSpan at, string node, SceneChange change, string? other) =>
        _writer.Change(at, node, HopWords.Of(change), other);

    public void OnStepEnded(Scene scene)
    {
        _now = scene.Lab.Now;
        foreach (SceneRole role in scene.Roles.Skip(_roles))
        {
            _writer.Role(role.Name, role.Role);
            _roles++;
        }

        foreach (string nat in _nats)
        {
            TellTable(scene.Lab, nat);
        }

        _writer.StepEnded(_now);
        _ledger = LedgerWords.Of(scene.Lab.Ledger);
        _invariants = [.. scene.Invariants.Claims];
    }

    /// <summary>All of it; the recorder is done with.</summary>
    public Picture ToPicture(ReadOnlyMemory<byte> capture) =>
        new()
        {
            Records = _writer.ToJson(),
            VirtualTime = _now,
            Ledger = _ledger,
            Invariants = _invariants,
            Trace = _trace,
            Capture = capture,
        };

    public void Dispose() => _writer.Dispose();

    private static bool IsOfDatagram(string line) =>
        line.Contains("\"what\":\"sent\"", StringComparison.Ordinal)
        || line.Contains("\"what\":\"delivered\"", StringComparison.Ordinal)
        || line.Contains("\"what\":\"dropped\"", StringComparison.Ordinal);

    private void TellTable(ILab lab, string nat)
    {
        IReadOnlyList<NatMapping> mappings = lab.MappingsOf(nat);
        string rows = string.Join('\n', mappings.Take(PictureWriter.LongestTable));
        if (_tables.GetValueOrDefault(nat, string.Empty) != rows)
        {
            _tables[nat] = rows;
            _writer.Table(_now, nat, [.. mappings.Select(MappingWords.Of)]);
        }
    }

    private string TextOf(in TransportAddress address)
    {
        if (!_texts.TryGetValue(address, out string? text))
        {
            text = address.ToString();
            _texts.Add(address, text);
        }

        return text;
    }
}
