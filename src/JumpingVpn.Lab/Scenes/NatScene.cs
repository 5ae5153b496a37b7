using JumpingVpn.Network.Nat;

namespace JumpingVpn.Lab.Scenes;

/// <summary>The NATs of a scene: what befalls their mappings, and what their tables hold.</summary>
public sealed class NatScene
{
    private readonly Scene _scene;
    private readonly OrderedDictionary<string, NatOptions> _nats = [];
    private readonly OrderedDictionary<string, bool> _spoilt = [];

    internal NatScene(Scene scene) => _scene = scene;

    /// <summary>False if a NAT moves mappings by itself, or lets hosts share a port: nothing heals that.</summary>
    internal bool CanHeal { get; private set; } = true;

    /// <summary>Adds a NAT.</summary>
    public void Add(string name, NatOptions options, string? behind = null, int? addresses = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Demand.Of(() => _scene.Lab.AddNat(name, options, behind, addresses));
        _nats.Add(name, options);
        CanHeal &= options is { Rebinding: null, PortAssignment: not PortAssignment.AlwaysPreserve };
    }

    /// <summary>Demands that a NAT gives each host behind it its own external address.</summary>
    /// <exception cref="SceneException">It does not.</exception>
    public void DemandOneToOne(string nat) =>
        Demand.That(
            !_nats.TryGetValue(nat, out NatOptions? options) || options.OneToOne,
            $"\"{nat}\" lets nobody reach a gateway from outside: put the gateway behind it at a forwarded port."
        );

    /// <summary>Gives the mappings of one host, or of all, another external endpoint.</summary>
    public void Rebind(string nat, string? host, NatRebindingKind kind) =>
        _scene.Event(() => Demand.Of(() => _scene.Lab.Rebind(nat, host, kind)));

    /// <summary>Empties the table of a NAT.</summary>
    public void Flush(string nat) => _scene.Event(() => _scene.Lab.Flush(nat));

    /// <summary>Restarts a NAT: it forgets its mappings and everything else that it had decided.</summary>
    public void Reboot(string nat) => _scene.Event(() => _scene.Lab.Reboot(nat));

    /// <summary>Lets the mappings of one host go bad without telling anybody.</summary>
    public void MakeStuck(string nat, string host) =>
        _scene.Event(() =>
        {
            Demand.Of(() => _scene.Lab.MakeStuck(nat, host));
            _spoilt[nat] = true;
        });

    /// <summary>Gives the mappings of one host to another.</summary>
    public void Steal(string nat, string victim, string thief) =>
        _scene.Event(() =>
        {
            Demand.Of(() => _scene.Lab.Steal(nat, victim, thief));
            _spoilt[nat] = true;
        });

    /// <summary>States how many mappings a NAT holds.</summary>
    public void ExpectMappings(string nat, int count)
    {
        IReadOnlyList<NatMapping> mappings = _scene.Lab.MappingsOf(nat);
        Expect.That(
            mappings.Count == count,
            $"\"{nat}\" holds {Amount.Of(mappings.Count, "mapping")}, not {count}: {string.Join("; ", mappings)}."
        );
    }

    /// <summary>The tables of all NATs, both sides, a line each, oldest mapping first.</summary>
    public IEnumerable<string> DescribeMappings()
    {
        foreach (string nat in _nats.Keys)
        {
            IReadOnlyList<string[]> mappings = _scene.Peers.Mappings(nat);
            yield return $"the mappings of \"{nat}\":{(mappings.Count == 0 ? " none" : "")}";
            foreach (string[] row in mappings)
            {
                yield return $"  {row[0]} -> {row[1]}, for {row[2]}, admits {row[3]}, {row[4]}";
            }
        }
    }

    /// <summary>Rebinds all mappings in the midst of a run; false if there is none, or the NAT has nothing to rebind.</summary>
    internal bool TryRebind(string nat, NatRebindingKind kind)
    {
        if (_scene.Lab.MappingsOf(nat).Count == 0)
        {
            return false;
        }

        try
        {
            _scene.Lab.Rebind(nat, host: null, kind);
            return true;
        }
        catch (Exception refusal) when (refusal is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Empties the table of a NAT in the midst of a run; false if nothing in it is live, and then nothing is done: what had
    /// expired is not forgotten either.</summary>
    internal bool TryForget(string nat)
    {
        if (_scene.Lab.MappingsOf(nat).Count == 0)
        {
            return false;
        }

        _scene.Lab.Flush(nat);
        return true;
    }

    /// <summary>Takes back what was done to mappings. What a NAT does by its nature stays.</summary>
    internal void HealAll()
    {
        foreach (string nat in _spoilt.Keys)
        {
            _scene.Lab.Flush(nat);
        }
    }
}
