using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Simulation.Tests.Samples;

/// <summary>The second sample of docs/simulation.md: a protocol that is not ours, and how the simulation finds its bug.</summary>
public class ReliablePingSample
{
    [Fact]
    public void Seeds_find_the_bug_and_one_of_them_shows_it_again_and_again()
    {
        ulong[] seeds = [.. Enumerable.Range(1, 50).Select(seed => (ulong)seed)];

        ulong[] broken = [.. seeds.Where(seed => !EveryAnsweredPingWasReceived(seed, believesAnyAnswer: true))];

        broken.Should().NotBeEmpty();
        EveryAnsweredPingWasReceived(broken[0], believesAnyAnswer: true).Should().BeFalse("one seed is one world");
        seeds.Should().OnlyContain(seed => EveryAnsweredPingWasReceived(seed, false), "the ping that looks at the number is right");
    }

    private static bool EveryAnsweredPingWasReceived(ulong seed, bool believesAnyAnswer)
    {
        var net = new SimulatedNetwork(seed);
        SimulatedHost phone = net.AddHost("phone", behind: net.AddNat("home", NatPresets.Symmetric));
        using SimulatedChannel listening = net.AddHost("gw").OpenChannel(port: 7000);
        var server = new PingServer(listening);
        listening.Start(server);
        phone.Link.SetBoth(
            new LinkOptions
            {
                Delay = TimeSpan.FromMilliseconds(50),
                Jitter = TimeSpan.FromMilliseconds(30),
                Loss = Probability.FromPercent(10),
            }
        );
        using SimulatedChannel channel = phone.OpenChannel();
        var ping = new ReliablePing(channel, listening.LocalAddress, net.TimeProvider, believesAnyAnswer);
        bool earned = true;
        net.Run(async () =>
        {
            for (byte number = 1; number <= 20; number++)
            {
                await ping.PingAsync(number);
                earned &= server.Received.Contains(number);
            }
        });
        return earned;
    }
}
