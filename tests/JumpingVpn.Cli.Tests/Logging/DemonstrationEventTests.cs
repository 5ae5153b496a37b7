using JumpingVpn.Cli.Logging;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Tests.Logging;

/// <summary>The demonstration programs' own events, as the prototype writes them.</summary>
public sealed class DemonstrationEventTests
{
    private static readonly TransportAddress Here = TransportAddress.FromIPv4(0xC633_6407, 40_001);
    private static readonly TransportAddress There = TransportAddress.FromIPv4(0xC000_0201, 9_999);

    [Fact]
    public void Each_has_its_members_in_order()
    {
        Line(new ServerStart(There, TimeSpan.FromSeconds(30)))
            .Should()
            .Be("\"ServerStart\",\"schema\":1,\"bind\":\"192.0.2.1:9999\",\"ttl_sec\":30}");
        Line(new ServerStart(There, TimeSpan.FromMilliseconds(1500))).Should().EndWith("\"ttl_sec\":1.5}");
        Line(new ClientStart(Here, There))
            .Should()
            .Be("\"ClientStart\",\"schema\":1,\"local\":\"198.51.100.7:40001\",\"server\":\"192.0.2.1:9999\"}");
        Line(new SimulateTransportDeath(Here)).Should().Be("\"SimulateTransportDeath\",\"local\":\"198.51.100.7:40001\"}");
        Line(new ClientDone(new SessionId(1))).Should().Be("\"ClientDone\",\"session_id\":\"S-0000000000000001\"}");
    }

    private static string Line(IAuditEvent e)
    {
        using var json = new SessionEventJson(withPayload: false);
        string line = json.WriteText(e, 7);
        line.Should().StartWith("{\"ts_ms\":7,\"event\":");
        return line["{\"ts_ms\":7,\"event\":".Length..];
    }
}
