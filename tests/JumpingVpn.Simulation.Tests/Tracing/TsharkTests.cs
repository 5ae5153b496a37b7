using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation.Tracing;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Simulation.Tests.Tracing;

/// <summary>What Wireshark's own dissectors say of a capture with everything in it.</summary>
public sealed class TsharkTests : IDisposable
{
    // Of a packet with a comment, Wireshark itself makes an expert entry of this severity.
    private const string CommentSeverity = "1048576";

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [ToolFact("tshark")]
    public void A_capture_of_everything_opens_without_a_complaint()
    {
        Capture();

        string[] rows = Tshark("-e", "ip.checksum.status", "-e", "udp.checksum.status", "-e", "_ws.malformed", "-e", "_ws.expert.severity");

        rows.Should().HaveCountGreaterThan(20);
        rows.Should().OnlyContain(row => IsClean(row.Split('\t')), "1 is a good checksum, and only comments are expert entries");
    }

    [ToolFact("tshark")]
    public void A_hairpinned_datagram_is_on_the_inside_of_its_NAT_before_and_at_its_receiver_after_the_translation()
    {
        Capture();

        string[] rows = Tshark("-Y", "udp.length == 13", "-e", "frame.interface_name", "-e", "ip.src", "-e", "ip.dst");

        rows.Should().Equal("phone\t10.1.0.2\t203.0.113.1", "home inside\t10.1.0.2\t203.0.113.1", "laptop\t203.0.113.1\t10.1.0.3");
    }

    [ToolFact("tshark")]
    public void Drops_copies_damage_and_attacks_are_comments()
    {
        Capture();

        Tshark("-Y", "frame.comment", "-e", "frame.comment")
            .Distinct()
            .Should()
            .BeEquivalentTo(
                "dropped by home: NoMapping",
                "duplicated by laptop>home",
                "corrupted by laptop>home",
                "rewritten by an attacker on phone>home",
                "dropped by phone>home: Adversary"
            );
    }

    private static bool IsClean(string[] cells) =>
        cells[0] is "1" or "" && cells[1] == "1" && cells[2].Length == 0 && cells[3] is "" or CommentSeverity;

    private void Capture()
    {
        using FileStream stream = File.Create(_path);
        var net = new SimulatedNetwork(seed: 1);
        net.Observe(new PcapngCapture(stream));
        SimulatedChannel server = net.AddHost("gw").OpenChannel(7000);
        server.Start(new CollectingReceiver());
        SimulatedNat home = net.AddNat("home", NatPresets.FullCone with { Hairpin = HairpinBehavior.ExternalSource });
        SimulatedHost phone = net.AddHost("phone", home);
        SimulatedHost laptop = net.AddHost("laptop", home);
        SimulatedChannel atPhone = Open(phone);
        SimulatedChannel atLaptop = Open(laptop);

        atPhone.Send([1], server.LocalAddress);
        atLaptop.Send([2], server.LocalAddress);
        net.RunUntilQuiescent();
        atPhone.Send("12345"u8, home.Mappings[1].External);
        net.RunUntilQuiescent();

        var mallory = new OnPathAttacker();
        phone.Link.Up.Intercept(mallory);
        mallory.Rewrite(new FaultScope { Nth = 1 }, _ => new byte[700]);
        mallory.Drop(new FaultScope { Nth = 2 });
        laptop.Link.Uplink = new LinkOptions { Duplication = Probability.Certain, Corruption = Probability.Certain };
        atPhone.Send([3], server.LocalAddress);
        atPhone.Send([4], server.LocalAddress);
        atPhone.Send([5], server.LocalAddress);
        atLaptop.Send([6, 7], server.LocalAddress);
        net.Inject([8], server.LocalAddress, home.ExternalAddresses[0].WithPort(9));
        net.RunUntilQuiescent();
        net.EnsureBalanced();

        static SimulatedChannel Open(SimulatedHost host)
        {
            SimulatedChannel channel = host.OpenChannel();
            channel.Start(new CollectingReceiver());
            return channel;
        }
    }

    private string[] Tshark(params string[] arguments)
    {
        string[] always = ["-r", _path, "-o", "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-T", "fields"];
        return ToolFactAttribute.Run("tshark", [.. always, .. arguments]);
    }
}
