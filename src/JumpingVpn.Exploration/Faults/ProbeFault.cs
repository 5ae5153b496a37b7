using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Exploration.Faults;

/// <summary>A host without a session sends a probe of which the scenario says nothing: so a NAT has more mappings, and a mapping more
/// contacts, than the scenario gives it; and somebody unasked knocks at them.</summary>
/// <param name="BeforeStep">Before which step.</param>
/// <param name="From">The sending socket.</param>
/// <param name="To">The socket that is meant.</param>
/// <param name="SeenBy">The socket that knows an address of it; null for its own address.</param>
public sealed record ProbeFault(int BeforeStep, string From, string To, string? SeenBy) : Fault(BeforeStep)
{
    /// <inheritdoc/>
    public override string Kind => "probe";

    /// <inheritdoc/>
    public override string Sentence => $"\"{From}\" probes {Target}";

    /// <inheritdoc/>
    public override string GivenSentence => $"\"{From}\" has probed {Target}";

    private string Target => SeenBy is null ? $"\"{To}\"" : $"\"{To}\" at the address that \"{SeenBy}\" sees";

    /// <inheritdoc/>
    public override Disturbance Set(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return scene.Disturbances.Probe(From, To, SeenBy);
    }
}
