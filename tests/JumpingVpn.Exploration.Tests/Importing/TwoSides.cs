using JumpingVpn.Datagrams;
using JumpingVpn.Exploration.Importing;
using JumpingVpn.Simulation.Captures;

namespace JumpingVpn.Exploration.Tests.Importing;

/// <summary>Two captures as somebody makes them who sits at a NAT: what each side saw.</summary>
internal sealed class TwoSides
{
    public static readonly TransportAddress Host = TransportAddress.FromIPv4(192, 168, 0, 2, 5_000);
    public static readonly TransportAddress Public = TransportAddress.FromIPv4(203, 0, 113, 9, 5_000);
    public static readonly TransportAddress Server = TransportAddress.FromIPv4(198, 51, 100, 1, 53);
    public static readonly TransportAddress OtherPort = Server.WithPort(54);
    public static readonly TransportAddress OtherHost = TransportAddress.FromIPv4(198, 51, 100, 2, 53);

    private readonly List<CaptureRecord> _inside = [];
    private readonly List<CaptureRecord> _outside = [];
    private byte _number;

    /// <summary>How far the clock outside is ahead.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>Both captures.</summary>
    public IReadOnlyList<NamedCapture> Captures => [Named("inside", _inside), Named("outside", _outside)];

    /// <summary>Both sides in one capture, which does not tell them apart.</summary>
    public IReadOnlyList<NamedCapture> Together =>
        [Named("both", [.. _inside.Concat(_outside).OrderBy(static it => it.At).Select(static it => it with { Point = "any" })])];

    public TwoSides Out(double at, TransportAddress to, TransportAddress? external = null, bool isLost = false)
    {
        byte[] payload = [++_number, 1, 2, 3];
        _inside.Add(new CaptureRecord("", Time(at), Host, to, payload));
        if (!isLost)
        {
            _outside.Add(new CaptureRecord("", Time(at + 0.001) + Skew, external ?? Public, to, payload));
        }

        return this;
    }

    /// <summary>Somebody else on the same side says what was said last, a little later.</summary>
    public TwoSides Echo(double at, TransportAddress who, TransportAddress to, int hops)
    {
        _inside[^1] = _inside[^1] with { HopLimit = 64 };
        _outside.Add(new CaptureRecord("", Time(at), who, to, _inside[^1].Payload) { HopLimit = (byte)(64 - hops) });
        return this;
    }

    public TwoSides In(double at, TransportAddress from, TransportAddress? external = null, bool passes = true)
    {
        byte[] payload = [++_number, 4, 5];
        _outside.Add(new CaptureRecord("", Time(at) + Skew, from, external ?? Public, payload));
        if (passes)
        {
            _inside.Add(new CaptureRecord("", Time(at + 0.002), from, Host, payload));
        }

        return this;
    }

    private static TimeSpan Time(double seconds) => TimeSpan.FromDays(20_000) + TimeSpan.FromSeconds(seconds);

    private static NamedCapture Named(string name, List<CaptureRecord> datagrams) =>
        new(
            name,
            new CaptureContent
            {
                Datagrams = datagrams,
                Seen = datagrams.Count,
                Skipped = [],
            }
        );
}
