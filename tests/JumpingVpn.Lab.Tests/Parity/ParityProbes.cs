using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Lab.Tests.Parity;

/// <summary>Small questions that have one answer, whatever carries the datagrams: each builds what it needs and says what came of
/// it.</summary>
internal static class ParityProbes
{
    private static readonly Dictionary<string, Func<ParityBench, string>> Probes = SendingProbes
        .All.Concat(HostProbes.All)
        .ToDictionary(probe => probe.Name, probe => probe.Ask);

    public static IReadOnlyList<string> Names { get; } = [.. SendingProbes.All.Concat(HostProbes.All).Select(probe => probe.Name)];

    /// <summary>Asks one of them on a carrier.</summary>
    public static string Ask(string name, string backend)
    {
        using ParityBench bench = new(backend);
        return Probes[name](bench);
    }

    /// <summary>What an attempt throws, by its type alone; "done" where it does not.</summary>
    public static string Attempt(Action act)
    {
        try
        {
            act();
            return "done";
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            return exception.GetType().Name;
        }
    }

    public static TransportAddress Address(string text) =>
        TransportAddress.TryParse(text, out TransportAddress address) ? address : throw new ArgumentException(text);

    public static LinkOptions Narrow(int mtu) => new() { Mtu = mtu };

    public static NatOptions FullCone => NatPresets.FullCone;
}
