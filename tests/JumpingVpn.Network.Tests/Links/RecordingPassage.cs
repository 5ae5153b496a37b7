using System.Globalization;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Links;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Links;

/// <summary>The smallest carrier: it keeps payloads and writes down what comes out of a passage, one word and its numbers a line.</summary>
internal sealed class RecordingPassage() : LinkPassage(new RandomSource(1))
{
    private static readonly TransportAddress From = TransportAddress.FromIPv4(192, 0, 2, 1, 1);
    private static readonly TransportAddress To = TransportAddress.FromIPv4(192, 0, 2, 2, 2);

    private readonly List<byte[]> _datagrams = [];

    public List<string> Out { get; } = [];

    /// <summary>The wakes asked for, oldest first.</summary>
    public List<(int Token, TimeSpan Due)> Wakes { get; } = [];

    public int Held { get; private set; }

    public byte[] this[int datagram] => _datagrams[datagram];

    /// <summary>The time at which a release takes place.</summary>
    public TimeSpan Now { get; set; }

    /// <summary>Lets a datagram of this length enter; its handle is how many there were before.</summary>
    public void Enter(int length, TimeSpan now)
    {
        Now = now;
        _datagrams.Add(new byte[length]);
        Enter(_datagrams.Count - 1, length, now);
    }

    protected override InterceptedDatagram Look(int datagram, TimeSpan now) => new(_datagrams[datagram], From, To, now);

    protected override int Duplicate(int datagram)
    {
        _datagrams.Add([.. _datagrams[datagram]]);
        Write($"duplicate {datagram}");
        return _datagrams.Count - 1;
    }

    protected override void Corrupt(int datagram, in LinkFate fate) => Write($"corrupt {datagram}");

    protected override void Rewrite(int datagram, ReadOnlySpan<byte> payload) => _datagrams[datagram] = payload.ToArray();

    protected override void Drop(int datagram, DropReason reason) => Write($"drop {datagram} {reason}");

    protected override void Depart(int datagram, TimeSpan arrival) => Write($"depart {datagram} {arrival.TotalMilliseconds}");

    protected override void WakeAt(int token, TimeSpan due) => Wakes.Add((token, due));

    protected override void CountHeld(int change) => Held += change;

    protected override void OnReleased(LinkHold holder) => ReleaseHeld(holder, Now);

    private void Write(FormattableString line) => Out.Add(line.ToString(CultureInfo.InvariantCulture));
}
