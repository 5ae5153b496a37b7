using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Benchmarks.Network;

/// <summary>One NAT table with very many flows, each from its own inside endpoint to one server.</summary>
internal sealed class NatLoad
{
    /// <summary>Flows that the table holds at a time.</summary>
    public const int Flows = 100_000;

    private static readonly TransportAddress Server = TransportAddress.FromIPv4(192, 0, 2, 1, 4500);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly NatOptions _options;
    private readonly int _flows;
    private readonly TimeSpan _between; // so that the oldest is gone when a new one takes its place
    private NatTable _table;
    private TransportAddress[] _outside = [];
    private TimeSpan _now;
    private int _next;
    private int _newest;

    /// <param name="options">The behaviour; its mapping lifetime is replaced.</param>
    /// <param name="addresses">How many external addresses of 64,512 ports or what the options leave there are.</param>
    /// <param name="flows">How many flows begin in a second.</param>
    /// <param name="seconds">How long each lives that is not used.</param>
    public NatLoad(NatOptions options, int addresses, int flows = Flows, int seconds = 1)
    {
        _flows = flows;
        _between = TimeSpan.FromTicks((Second.Ticks / (flows - 1)) + 1);
        _options = options with { MappingLifetime = seconds * Second, StreamLifetime = null };
        Pool = [.. Enumerable.Range(1, addresses).Select(i => TransportAddress.FromIPv4(203, 0, 113, (byte)i, 0))];
        _table = NewTable();
    }

    private TransportAddress[] Pool { get; }

    /// <summary>Begins with an empty table and makes all flows.</summary>
    public long RunNew()
    {
        _table = NewTable();
        _outside = new TransportAddress[_flows];
        for (int i = 0; i < _flows; i++)
        {
            _now += _between;
            _outside[i] = Translate(i);
        }

        _newest = _flows - 1;
        return _flows;
    }

    /// <summary>Sends from inside on flows that exist, in no order.</summary>
    public long RunOutbound()
    {
        for (int i = 0; i < _flows; i++)
        {
            Translate(Following());
        }

        return _flows;
    }

    /// <summary>Sends from outside on flows that exist, in no order.</summary>
    public long RunInbound()
    {
        for (int i = 0; i < _flows; i++)
        {
            Require(_table.TranslateInbound(_outside[Following()], Server, _now));
        }

        return _flows;
    }

    /// <summary>Lets one flow after the other end by its lifetime while one after the other begins: as many as there were at
    /// first.</summary>
    public long RunChurn()
    {
        for (int i = 0; i < _flows; i++)
        {
            _now += _between;
            Translate(++_newest);
        }

        return _flows;
    }

    private static TransportAddress Inside(int flow) =>
        TransportAddress.FromIPv4(0x0A00_0000u + (uint)(flow >> 4), (ushort)(40_000 + (flow & 15)));

    private NatTable NewTable() => new(_options, Pool, new RandomStream(1));

    private int Following() => _next = (int)((_next + 7_919L) % _flows);

    private TransportAddress Translate(int flow) => Require(_table.TranslateOutbound(Inside(flow), Server, _now));

    private static TransportAddress Require(in NatVerdict verdict) =>
        verdict.IsForwarded
            ? verdict.Address
            : throw new InvalidOperationException($"The NAT of the benchmark dropped what it should have carried ({verdict.Drop}).");
}
