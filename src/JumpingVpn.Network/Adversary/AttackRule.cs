using System.Globalization;
using JumpingVpn.Network.Impairments;

namespace JumpingVpn.Network.Adversary;

/// <summary>One thing that an <see cref="OnPathAttacker"/> does, from now until it is disposed. It counts its hits and keeps
/// copies.</summary>
public sealed class AttackRule : IDisposable
{
    private readonly OnPathAttacker _attacker;
    private readonly Func<CapturedDatagram, Interception> _act;
    private readonly ScopeCounter _counter;
    private readonly List<CapturedDatagram> _captured = [];

    internal AttackRule(OnPathAttacker attacker, string what, FaultScope scope, Func<CapturedDatagram, Interception> act)
    {
        _attacker = attacker;
        _act = act;
        _counter = new ScopeCounter(scope);
        What = what;
    }

    /// <summary>What it does, for messages: <c>Hold</c>.</summary>
    public string What { get; }

    /// <summary>Which datagrams it strikes.</summary>
    public FaultScope Scope => _counter.Scope;

    /// <summary>How many datagrams its scope matched, leaving numbers aside.</summary>
    public long Matches => _counter.Matches;

    /// <summary>How many datagrams it struck.</summary>
    public long Hits => _counter.Hits;

    /// <summary>Copies of what it struck, as it came, oldest first.</summary>
    public IReadOnlyList<CapturedDatagram> Captured => _captured;

    /// <summary>True until it strikes: an attack that never happened proves nothing.</summary>
    public bool IsVacuous => Hits == 0;

    /// <summary>Ends it; what it held stays held until it is released. Its counters and copies stay. Idempotent.</summary>
    public void Dispose() => _attacker.End(this);

    /// <summary>In words: <c>Hold the next REATTACH_REQUEST (struck 0 of 2 that matched)</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{What} {Scope} (struck {Hits} of {Matches} that matched)");

    internal bool TryStrike(in InterceptedDatagram datagram, out Interception decision)
    {
        decision = Interception.Pass;
        if (!_counter.Strikes(datagram.Payload, datagram.Source, datagram.Destination))
        {
            return false;
        }

        var captured = new CapturedDatagram(datagram.Payload.ToArray(), datagram.Source, datagram.Destination, datagram.At);
        _captured.Add(captured);
        decision = _act(captured);
        return true;
    }
}
