using JumpingVpn.Lab.Invariants;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Lab.Wire;
using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Lab.Tests.Invariants;

public sealed class NoAmplificationTests
{
    [Theory]
    [InlineData(300, false)]
    [InlineData(301, true)]
    public void More_than_three_bytes_for_one_to_an_unvalidated_address_are_seen(int answer, bool broken)
    {
        using Scene scene = new(LabFactory.Create("sim", seed: 1));
        scene.AddGateway("gw");
        NoAmplification invariant = new(scene);
        invariant.Judge(Record(WireRecordKind.Delivered, "eve/1", "gw/1", 100));

        (invariant.Judge(Record(WireRecordKind.Sent, "gw/1", "eve/1", answer)) is not null).Should().Be(broken);
    }

    private static WireRecord Record(WireRecordKind kind, string from, string to, int bytes) =>
        new(TimeSpan.Zero, kind, "gw", from, to, new byte[bytes], DropReason.None);
}
