using System.Diagnostics.CodeAnalysis;

namespace JumpingVpn.Network.Adversary;

/// <summary>The attackers on one direction of a link, in the order in which they came.</summary>
/// <remarks>Thread rule: that of the link.</remarks>
public sealed class LinkInterceptors
{
    private readonly List<InterceptionPoint> _all = [];
    private InterceptionPoint[] _active = [];

    internal LinkInterceptors() { }

    /// <summary>All that ever stood here, including those that have left, oldest first.</summary>
    public IReadOnlyList<InterceptionPoint> All => _all;

    /// <summary>How messages call this direction of the link.</summary>
    /// <value>Default: "the link".</value>
    public string Where { get; set; } = "the link";

    /// <summary>True while somebody stands here.</summary>
    public bool Any => _active.Length > 0;

    /// <summary>Puts an attacker here, behind those who stand here already.</summary>
    public InterceptionPoint Add(IInterceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(interceptor);
        var point = new InterceptionPoint(this, interceptor);
        _all.Add(point);
        _active = [.. _active, point];
        return point;
    }

    /// <summary>Shows a datagram to each attacker in turn, until one does not let it pass.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="decision">What he decided.</param>
    /// <param name="decider">Who; for a held datagram, who can release it.</param>
    /// <returns>False if all let it pass.</returns>
    internal bool Judge(in InterceptedDatagram datagram, out Interception decision, [NotNullWhen(true)] out InterceptionPoint? decider)
    {
        foreach (InterceptionPoint point in _active)
        {
            decision = point.Judge(datagram);
            if (decision.Kind != InterceptionKind.Pass)
            {
                decider = point;
                return true;
            }
        }

        decision = Interception.Pass;
        decider = null;
        return false;
    }

    internal void End(InterceptionPoint point) => _active = Array.FindAll(_active, it => it != point);
}
