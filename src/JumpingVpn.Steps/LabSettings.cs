using JumpingVpn.Endpoints;
using JumpingVpn.Lab;
using JumpingVpn.Simulation.Tracing;

namespace JumpingVpn.Steps;

/// <summary>
/// What a scenario's lab is built from. A runner registers an instance in the scenario's container; where none is registered (as under
/// Reqnroll), the environment variables <c>JUMPINGVPN_BACKEND</c> and <c>JUMPINGVPN_SEED</c> decide.
/// </summary>
public sealed class LabSettings
{
    /// <summary>How many lines a scenario that fails shows unless asked for more.</summary>
    public const int DefaultFailureLines = 30;

    /// <summary>The programs that all scenarios of the process share, so that each is loaded once.</summary>
    public static EndpointPrograms SharedPrograms { get; } = new();

    /// <summary>The carrier: <c>sim</c> or <c>udp</c>.</summary>
    /// <value>Default: <c>sim</c>.</value>
    public string Backend { get; init; } = Environment.GetEnvironmentVariable("JUMPINGVPN_BACKEND") ?? "sim";

    /// <summary>The seed that gives the whole world.</summary>
    /// <value>Default: 1.</value>
    public ulong Seed { get; init; } = ulong.TryParse(Environment.GetEnvironmentVariable("JUMPINGVPN_SEED"), out ulong seed) ? seed : 1;

    /// <summary>Where a program of an endpoint is looked for that is named by a relative path: there, and in the folders above. A runner
    /// says the folder of the feature file.</summary>
    /// <value>Default: the working directory.</value>
    public string Folder { get; init; } = Environment.CurrentDirectory;

    /// <summary>The programs that endpoints run; not owned.</summary>
    /// <value>Default: <see cref="SharedPrograms"/>.</value>
    public EndpointPrograms Programs { get; init; } = SharedPrograms;

    /// <summary>Takes the lines of the canonical event trace, one JSON object each, in order; called on the lab's thread.</summary>
    /// <value>Default: none.</value>
    public Action<string>? TraceLine { get; init; }

    /// <summary>How many lines of the time line a scenario that fails shows: the last ones.</summary>
    /// <value>Default: 30.</value>
    public int FailureLines { get; init; } = DefaultFailureLines;

    /// <summary>Takes what the network carries; null for no capture.</summary>
    /// <value>Default: null.</value>
    public PcapngCapture? Capture { get; init; }

    /// <summary>Disturbs the scenario before each of its steps; null for nobody.</summary>
    /// <value>Default: null.</value>
    public ISceneDisturber? Disturber { get; init; }

    /// <summary>Sees what the scenario builds and does; null for nobody.</summary>
    /// <value>Default: null.</value>
    public ISceneWitness? Witness { get; init; }
}
