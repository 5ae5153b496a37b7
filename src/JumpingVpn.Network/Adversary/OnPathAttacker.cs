using JumpingVpn.Network.Impairments;

namespace JumpingVpn.Network.Adversary;

/// <summary>
/// An attacker on the path who follows rules: the first that strikes a datagram decides its fate, and what none strikes passes. He may
/// stand on several links at once. <c>attacker.Hold(new FaultScope { Times = 1 })</c>
/// </summary>
/// <remarks>Thread rule: that of the links.</remarks>
public sealed class OnPathAttacker : IInterceptor
{
    private readonly List<AttackRule> _all = [];
    private AttackRule[] _active = [];

    /// <summary>All rules that he was ever given, ended ones too, oldest first.</summary>
    public IReadOnlyList<AttackRule> Rules => _all;

    /// <summary>Removes what is in scope.</summary>
    /// <exception cref="ArgumentException">An impossible scope.</exception>
    public AttackRule Drop(FaultScope scope) => Add("Drop", scope, static _ => Interception.Drop);

    /// <summary>Keeps what is in scope until <see cref="LinkHold.Release"/> of the point where he stands.</summary>
    /// <exception cref="ArgumentException">An impossible scope.</exception>
    public AttackRule Hold(FaultScope scope) => Add("Hold", scope, static _ => Interception.Hold);

    /// <summary>Keeps what is in scope for a while.</summary>
    /// <exception cref="ArgumentException">An impossible scope, or a time not above 0.</exception>
    public AttackRule Delay(TimeSpan by, FaultScope scope)
    {
        var delay = Interception.Delay(by);
        return Add("Delay", scope, _ => delay);
    }

    /// <summary>Lets other bytes go on instead of what is in scope.</summary>
    /// <param name="scope">Which datagrams.</param>
    /// <param name="rewrite">From the bytes that came to those that go on; it must depend on nothing else.</param>
    /// <exception cref="ArgumentException">An impossible scope.</exception>
    public AttackRule Rewrite(FaultScope scope, Func<CapturedDatagram, ReadOnlyMemory<byte>> rewrite)
    {
        ArgumentNullException.ThrowIfNull(rewrite);
        return Add("Rewrite", scope, captured => Interception.Rewrite(rewrite(captured)));
    }

    /// <summary>Copies what is in scope and lets it pass.</summary>
    /// <exception cref="ArgumentException">An impossible scope.</exception>
    public AttackRule Copy(FaultScope scope) => Add("Copy", scope, static _ => Interception.Pass);

    /// <inheritdoc/>
    public Interception OnDatagram(in InterceptedDatagram datagram)
    {
        foreach (AttackRule rule in _active)
        {
            if (rule.TryStrike(datagram, out Interception decision) && decision.Kind != InterceptionKind.Pass)
            {
                return decision;
            }
        }

        return Interception.Pass;
    }

    internal void End(AttackRule rule) => _active = Array.FindAll(_active, it => it != rule);

    private AttackRule Add(string what, FaultScope scope, Func<CapturedDatagram, Interception> act)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Validate();
        var rule = new AttackRule(this, what, scope, act);
        _all.Add(rule);
        _active = [.. _active, rule];
        return rule;
    }
}
