using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation;
using JumpingVpn.Simulation.Time;
using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Sockets.Tests.Nat;

/// <summary>Hosts and NATs on real loopback sockets, one pump, one clock that stands still, as in the lab over real sockets.</summary>
internal sealed class NatLab : IDisposable
{
    private readonly EventLoop _loop = new();
    private readonly LoopbackPlan _plan = LoopbackPlan.Create();
    private readonly RandomSource _random = new(seed: 7);
    private readonly List<LabHost> _hosts = [];
    private readonly List<UdpNat> _nats = [];

    public NatLab() => _loop.AfterEvent = () => Pump.Settle() > 0;

    public SocketPump Pump { get; } = new(new SocketPumpOptions { KernelPatience = TimeSpan.FromMilliseconds(50) });

    public TimeSpan Now => _loop.Now;

    public IReadOnlyList<ArmedTimer> ArmedTimers => _loop.TimeProvider.ArmedTimers;

    /// <summary>A new address, or one that is shared with all where the system has but one.</summary>
    public TransportAddress NextAddress() => _plan.NextHost();

    public LabHost Host() => Host(NextAddress());

    public LabHost Host(TransportAddress address)
    {
        LabHost host = new(Loopback.Bind(address, Pump));
        _hosts.Add(host);
        return host;
    }

    public UdpNat Nat(NatOptions? nat = null, Func<UdpNatOptions, UdpNatOptions>? refine = null, int addresses = 1)
    {
        UdpNatOptions options = new()
        {
            Nat = nat ?? new NatOptions(),
            InsideAddress = NextAddress(),
            ExternalAddresses = [.. Enumerable.Range(0, addresses).Select(_ => NextAddress())],
            Ports = _random.Stream("ports"),
            TimeProvider = _loop.TimeProvider,
            Pump = Pump,
        };
        UdpNat built = new(refine is null ? options : refine(options));
        _nats.Add(built);
        return built;
    }

    public AccessLink Link(LinkOptions? up = null, LinkOptions? down = null)
    {
        AccessLink link = new(_random.Within("link/up/"), _random.Within("link/down/"));
        link.Up.Options = up ?? LinkOptions.Perfect;
        link.Down.Options = down ?? LinkOptions.Perfect;
        return link;
    }

    /// <summary>The model that <see cref="Link"/> uses upwards, from the beginning: what must come out at this seed.</summary>
    public LinkModel TwinOfUp(LinkOptions options) => new(options, _random.Within("link/up/"));

    public void Settle() => Pump.Settle();

    /// <summary>Moves the clock, settling the sockets after every timer, as a laboratory does.</summary>
    public void Pass(TimeSpan time)
    {
        Settle();
        _loop.RunFor(time);
    }

    public void Dispose()
    {
        _nats.ForEach(nat => nat.EnsureBalanced());
        _nats.ForEach(nat => nat.DisposeAsync().AsTask().IsCompletedSuccessfully.Should().BeTrue("a pumped NAT closes at once"));
        _hosts.ForEach(host => host.CloseAsync().IsCompleted.Should().BeTrue());
        _plan.Dispose();
    }
}
