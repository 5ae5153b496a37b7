using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Nat;

/// <summary>A table with a clock that a test moves, hosts inside and remotes outside.</summary>
internal sealed class NatLab(NatOptions options, int addresses = 1)
{
    public static readonly TransportAddress Phone = TransportAddress.FromIPv4(10, 1, 0, 2, 5000);
    public static readonly TransportAddress Laptop = TransportAddress.FromIPv4(10, 1, 0, 3, 5000);
    public static readonly TransportAddress Server = TransportAddress.FromIPv4(198, 51, 100, 1, 443);
    public static readonly TransportAddress Other = TransportAddress.FromIPv4(198, 51, 100, 2, 443);

    public NatTable Table { get; } = new(options, Pool(addresses), new RandomStream(1));

    public TimeSpan Now { get; private set; }

    public static TransportAddress Host(int number, ushort port = 5000) => TransportAddress.FromIPv4(10, 1, 0, (byte)number, port);

    public static TransportAddress External(byte number, ushort port) => TransportAddress.FromIPv4(203, 0, 113, number, port);

    public void Pass(TimeSpan time) => Now += time;

    public void Pass(double seconds) => Now += TimeSpan.FromSeconds(seconds);

    public TransportAddress Out(TransportAddress inside, TransportAddress remote)
    {
        NatVerdict verdict = Table.TranslateOutbound(inside, remote, Now);
        verdict.Drop.Should().Be(DropReason.None);
        return verdict.Address;
    }

    public DropReason OutDrop(TransportAddress inside, TransportAddress remote) => Table.TranslateOutbound(inside, remote, Now).Drop;

    public DropReason InDrop(TransportAddress external, TransportAddress remote) => Table.TranslateInbound(external, remote, Now).Drop;

    public TransportAddress? In(TransportAddress external, TransportAddress remote) =>
        Table.TranslateInbound(external, remote, Now) is { IsForwarded: true } verdict ? verdict.Address : null;

    private static TransportAddress[] Pool(int count) => Enumerable.Range(1, count).Select(i => External((byte)i, 0)).ToArray();
}
