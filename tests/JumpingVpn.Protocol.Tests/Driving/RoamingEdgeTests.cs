using JumpingVpn.Protocol.Driving;

namespace JumpingVpn.Protocol.Tests.Driving;

/// <summary>When a client with two networks returns to the preferred one, to the tick.</summary>
public sealed class RoamingEdgeTests
{
    [Theory]
    [InlineData(-1, "lte")]
    [InlineData(0, "wifi")]
    [InlineData(1, "wifi")]
    [Trait("timer", "roaming.return-stability")]
    public async Task It_returns_when_the_network_has_been_back_for_the_time_of_stability(int ticks, string network)
    {
        ManualTime time = new();
        MemoryNetwork net = new();
        await using var server = new SessionServerDriver(
            new SessionServer(new ServerOptions { SwitchCooldown = TimeSpan.Zero }, new TestEntropy(1)), net.Open(Addresses.Server), time);
        await using var client = new RoamingClientDriver(
            new SessionClient(new ClientOptions(), Addresses.Server, new TestEntropy(2)),
            [new PathCandidate("wifi", () => net.Open(Addresses.Phone)), new PathCandidate("lte", () => net.Open(Addresses.PhoneOnLte))], time);
        client.Session.Connect();
        net.Deliver();
        client.SetAvailable("wifi", available: false);
        time.Advance(TimeSpan.Zero);
        net.Deliver();
        time.Advance(client.Session.Core.Options.StabilityWindow);
        (client.Current, client.Session.Core.State).Should().Be(("lte", SessionState.Attached));

        client.SetAvailable("wifi", available: true);
        time.Advance(new RoamingOptions().ReturnStability + TimeSpan.FromTicks(ticks));

        client.Current.Should().Be(network);
    }
}
