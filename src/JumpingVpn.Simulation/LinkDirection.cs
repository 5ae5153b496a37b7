using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Simulation.Topology;

namespace JumpingVpn.Simulation;

/// <summary>
/// One direction of an access link: what it does, when that changes, and the faults that strike single datagrams.
/// <c>using LinkFault fault = phone.Link.Up.Drop(nth: 3);</c>
/// </summary>
public sealed class LinkDirection
{
    private readonly Pipe _pipe;

    internal LinkDirection(Pipe pipe) => _pipe = pipe;

    /// <summary>From where to where: <c>phone>internet</c>.</summary>
    public string Name => _pipe.Name;

    /// <summary>What happens to datagrams. May change at any time; datagrams in flight keep their fate.</summary>
    /// <value>Default: <see cref="LinkOptions.Perfect"/>.</value>
    /// <exception cref="ArgumentException">Impossible options; the old ones stay.</exception>
    public LinkOptions Options
    {
        get => _pipe.Options;
        set => _pipe.Options = value;
    }

    /// <summary>Whether this direction carries anything. What enters while it is down is dropped; what is in flight still
    /// arrives.</summary>
    /// <value>Default: true.</value>
    public bool IsUp
    {
        get => _pipe.IsUp;
        set => _pipe.IsUp = value;
    }

    /// <summary>How many datagrams wait in the queue of its rate limit.</summary>
    public int QueueLength => _pipe.QueueLength;

    /// <summary>The targeted faults.</summary>
    public LinkFaults Faults
    {
        get
        {
            _pipe.Faults.Where = Name;
            return _pipe.Faults;
        }
    }

    /// <summary>Those who stand, or stood, at its entrance.</summary>
    public LinkInterceptors Interceptors
    {
        get
        {
            _pipe.Interceptors.Where = Name;
            return _pipe.Interceptors;
        }
    }

    /// <summary>Puts an attacker at its entrance, until the result is disposed.</summary>
    public InterceptionPoint Intercept(IInterceptor interceptor) => Interceptors.Add(interceptor);

    /// <summary>Lets it vary by a schedule that begins now; null ends the one there is.</summary>
    public void Follow(LinkSchedule? schedule) => _pipe.Follow(schedule, _pipe.Now);

    /// <inheritdoc cref="LinkFaults.Drop(long)"/>
    public LinkFault Drop(long nth) => Faults.Drop(nth);

    /// <inheritdoc cref="LinkFaults.Drop(FaultScope)"/>
    public LinkFault Drop(FaultScope scope) => Faults.Drop(scope);

    /// <inheritdoc cref="LinkFaults.Hold(long)"/>
    public LinkFault Hold(long nth) => Faults.Hold(nth);

    /// <inheritdoc cref="LinkFaults.Hold(FaultScope)"/>
    public LinkFault Hold(FaultScope scope) => Faults.Hold(scope);

    /// <inheritdoc cref="LinkFaults.Duplicate(long)"/>
    public LinkFault Duplicate(long nth) => Faults.Duplicate(nth);

    /// <inheritdoc cref="LinkFaults.Duplicate(FaultScope)"/>
    public LinkFault Duplicate(FaultScope scope) => Faults.Duplicate(scope);

    /// <inheritdoc cref="LinkFaults.Delay(TimeSpan, long)"/>
    public LinkFault Delay(TimeSpan by, long nth) => Faults.Delay(by, nth);

    /// <inheritdoc cref="LinkFaults.Delay(TimeSpan, FaultScope)"/>
    public LinkFault Delay(TimeSpan by, FaultScope scope) => Faults.Delay(by, scope);
}
