using JumpingVpn.Datagrams;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Simulation.Tests;

public class SimulatedChannelTests : ChannelContract
{
    private readonly SimulatedNetwork _net = new(seed: 1);
    private int _hosts;

    protected override IDatagramChannel Open() => _net.AddHost($"host{_hosts++}").OpenChannel();

    protected override bool RunUntil(Func<bool> condition) => _net.RunUntil(condition, TimeSpan.FromSeconds(60));
}
