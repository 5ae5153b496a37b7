using JumpingVpn.Lab.Simulated;
using JumpingVpn.Lab.Udp;
using JumpingVpn.Lab.Witnessing;
using JumpingVpn.Simulation;
using JumpingVpn.Simulation.Tracing;

namespace JumpingVpn.Lab;

/// <summary>Creates labs by the name of their carrier.</summary>
public static class LabFactory
{
    /// <summary>The carriers there are: <c>sim</c>, the simulated network, and <c>udp</c>, real sockets on loopback addresses.</summary>
    public static IReadOnlyList<string> Backends { get; } = ["sim", "udp"];

    /// <summary>Creates an empty lab.</summary>
    /// <param name="backend">One of <see cref="Backends"/>.</param>
    /// <param name="seed">Where every random decision comes from.</param>
    /// <param name="capture">Takes what the network carries; null for no capture.</param>
    /// <param name="witness">Learns what is built and done, and every hop; null for nobody.</param>
    /// <exception cref="ArgumentException">There is no such backend.</exception>
    public static ILab Create(string backend, ulong seed, PcapngCapture? capture = null, ISceneWitness? witness = null) =>
        witness is null
            ? Create(backend, seed, capture, tap: null)
            : new WitnessedLab(Create(backend, seed, capture, tap: witness), witness);

    private static ILab Create(string backend, ulong seed, PcapngCapture? capture, INetworkTap? tap) =>
        backend switch
        {
            "sim" => new SimulatedLab(seed, capture, tap),
            "udp" => new UdpLab(seed, [.. new[] { capture, tap }.OfType<INetworkTap>()]),
            _ => throw new ArgumentException($"There is no backend \"{backend}\"; there are {string.Join(" and ", Backends)}."),
        };
}
