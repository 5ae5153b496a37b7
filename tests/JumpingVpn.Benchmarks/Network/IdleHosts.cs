using JumpingVpn.Simulation;

namespace JumpingVpn.Benchmarks.Network;

/// <summary>Hosts that do nothing, each with one open channel.</summary>
internal static class IdleHosts
{
    /// <summary>Live bytes that one of them costs.</summary>
    public static double BytesEach(int hosts)
    {
        var net = new SimulatedNetwork(seed: 1);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < hosts; i++)
        {
            net.AddHost($"host{i}").OpenChannel();
        }

        double each = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / hosts;
        GC.KeepAlive(net);
        return each;
    }
}
