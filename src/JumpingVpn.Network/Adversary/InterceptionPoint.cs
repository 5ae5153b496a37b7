using System.Globalization;
using JumpingVpn.Network.Impairments;

namespace JumpingVpn.Network.Adversary;

/// <summary>Where an attacker stands: one direction of a link, from when he was put there until this is disposed.</summary>
/// <remarks>Thread rule: that of its link.</remarks>
public sealed class InterceptionPoint : LinkHold, IDisposable
{
    private readonly LinkInterceptors _all;

    internal InterceptionPoint(LinkInterceptors all, IInterceptor interceptor)
    {
        _all = all;
        Interceptor = interceptor;
    }

    /// <summary>Who stands here.</summary>
    public IInterceptor Interceptor { get; }

    /// <summary>How many datagrams he saw.</summary>
    public long Seen { get; private set; }

    /// <summary>How many of them he did not let pass as they were.</summary>
    public long Hits { get; private set; }

    /// <summary>How many datagrams wait for a release.</summary>
    public int Held { get; private set; }

    /// <summary>True until he does anything: an attack that never happened proves nothing.</summary>
    public bool IsVacuous => Hits == 0;

    /// <summary>True once he has gone: what he held is then on its way.</summary>
    public bool IsOver { get; private set; }

    /// <summary>He goes, and what he holds is released. The counters stay. Idempotent.</summary>
    public void Dispose()
    {
        _all.End(this);
        IsOver = true;
        Release();
    }

    /// <summary>In words: <c>an attacker on phone>home (touched 0 of 2 that he saw)</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"an attacker on {_all.Where} (touched {Hits} of {Seen} that he saw)");

    /// <summary>Notes that the link keeps a datagram for him, or no longer does.</summary>
    internal void CountHeld(int change) => Held += change;

    internal Interception Judge(in InterceptedDatagram datagram)
    {
        Seen++;
        Interception decided = Interceptor.OnDatagram(datagram);
        Hits += decided.Kind == InterceptionKind.Pass ? 0 : 1;
        return decided;
    }
}
