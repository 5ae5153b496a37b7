using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Links;

/// <summary>
/// The passage of datagrams through one direction of a link: attackers at its entrance, its impairments, its queue, what its faults hold.
/// A datagram and the time go in; departures, drops, duplicates and the times at which it wants to be woken come out. It holds no bytes,
/// no clock and no timer, and knows datagrams by the handles of its carrier.
/// </summary>
/// <remarks>
/// <para>The carrier derives from it. It calls <see cref="Enter"/> for a datagram at the entrance, <see cref="Arrived"/> when one that
/// departed has come to the far end, <see cref="Wake"/> at the times that it was told, and <see cref="ReleaseHeld"/> after a release. The
/// protected members are what comes out; they are called from inside these four, in the order in which things happen. Where two things
/// are due at once, that order decides, so a carrier keeps it.</para>
/// <para>It is the model and not beside it: with ten thousand links, what a datagram costs is the memory it touches, and so all that
/// it touches of a link is one object.</para>
/// <para>Thread rule: one thread at a time; only a release may come from another (<see cref="OnReleased"/>).</para>
/// </remarks>
public abstract class LinkPassage : LinkModel
{
    /// <summary>The token for the head of the queue; the tokens above it are one more than the datagram that an attacker delays.</summary>
    private const int HeadOfQueue = 0;

    private LinkInterceptors? _interceptors;
    private List<(LinkHold By, int Datagram)>? _held;

    /// <summary>Creates a perfect direction of a link that is up.</summary>
    /// <param name="streams">Where its streams come from, already narrowed to this link and direction.</param>
    protected LinkPassage(in RandomSource streams)
        : base(LinkOptions.Perfect, streams) { }

    /// <summary>False drops every datagram that enters; those in flight arrive.</summary>
    /// <value>Default: true.</value>
    public bool IsUp { get; set; } = true;

    /// <summary>How many datagrams are on the link: in its queue, held by a fault, or departed and not yet arrived.</summary>
    public int UnderWay { get; private set; }

    /// <summary>How many datagrams wait for <see cref="ReleaseHeld"/>.</summary>
    public int HeldCount => _held?.Count ?? 0;

    /// <summary>True if a datagram that enters is at the far end at once and unchanged, and overtakes nothing: a carrier may then carry
    /// it there itself.</summary>
    public bool IsWire => UnderWay == 0 && IsPerfect && IsUp && !IsIntercepted;

    /// <summary>The attackers who stand at the entrance of the link, before all of its impairments.</summary>
    public LinkInterceptors Interceptors => _interceptors ??= new LinkInterceptors();

    /// <inheritdoc/>
    public override IEnumerable<string> VacuousFaults =>
        base.VacuousFaults.Concat(_interceptors?.All.Where(point => point.IsVacuous).Select(point => point.ToString()) ?? []);

    private bool IsIntercepted => _interceptors is { Any: true };

    /// <summary>Takes a datagram at the entrance.</summary>
    /// <param name="datagram">The carrier's handle, 0 or more.</param>
    /// <param name="length">The payload in bytes.</param>
    /// <param name="now">The time; never earlier than in the call before.</param>
    public void Enter(int datagram, int length, TimeSpan now)
    {
        if (!IsUp)
        {
            Drop(datagram, DropReason.LinkDown);
        }
        else if (IsPlain && !IsIntercepted)
        {
            EnterPlain(datagram, length, now);
        }
        else if (!IsIntercepted || AttackersLet(datagram, now))
        {
            Proceed(datagram, now);
        }
    }

    /// <summary>Notes that a datagram that departed is at the far end.</summary>
    public void Arrived() => UnderWay--;

    /// <summary>Goes on with what was to be done at this time.</summary>
    /// <param name="token">What <see cref="WakeAt"/> gave with the time.</param>
    /// <param name="now">The time.</param>
    public void Wake(int token, TimeSpan now)
    {
        if (token == HeadOfQueue)
        {
            ServeQueue(now);
            return;
        }

        int datagram = token - 1;
        if (IsUp)
        {
            Proceed(datagram, now);
        }
        else
        {
            Drop(datagram, DropReason.LinkDown);
        }
    }

    /// <summary>Lets the datagrams go that a fault or an attacker holds, in their order.</summary>
    public void ReleaseHeld(LinkHold holder, TimeSpan now)
    {
        List<(LinkHold By, int Datagram)> held = _held ?? [];
        _held = held.FindAll(it => it.By != holder);
        foreach ((LinkHold by, int datagram) in held)
        {
            if (by != holder)
            {
                continue;
            }

            CountHeld(-1);
            if (by is InterceptionPoint attacker)
            {
                attacker.CountHeld(-1);
                WakeAt(datagram + 1, now);
            }
            else
            {
                Depart(datagram, ArrivalOf(now));
            }
        }
    }

    /// <summary>A datagram as it is now, for attackers and targeted faults.</summary>
    protected abstract InterceptedDatagram Look(int datagram, TimeSpan now);

    /// <summary>Makes one more of a datagram, with its own handle.</summary>
    protected abstract int Duplicate(int datagram);

    /// <summary>Changes the bytes of a datagram by <see cref="LinkFate.Corrupt"/>, after its length by
    /// <see cref="LinkFate.LengthChange"/>.</summary>
    protected abstract void Corrupt(int datagram, in LinkFate fate);

    /// <summary>Puts an attacker's bytes in the place of a datagram's own.</summary>
    protected abstract void Rewrite(int datagram, ReadOnlySpan<byte> payload);

    /// <summary>Ends a datagram here; its handle is the carrier's again.</summary>
    protected abstract void Drop(int datagram, DropReason reason);

    /// <summary>Sends a datagram on its way to the far end.</summary>
    /// <param name="datagram">The handle.</param>
    /// <param name="arrival">When it is there; it overtakes those that are there later.</param>
    protected abstract void Depart(int datagram, TimeSpan arrival);

    /// <summary>Asks for a call of <see cref="Wake"/>: the next deadline.</summary>
    /// <param name="token">To be given back.</param>
    /// <param name="due">When; not before now.</param>
    protected abstract void WakeAt(int token, TimeSpan due);

    /// <summary>Notes that this many more datagrams wait for a release.</summary>
    protected abstract void CountHeld(int change);

    /// <summary>Learns of a release, perhaps on another thread: the carrier calls <see cref="ReleaseHeld"/> in its own turn.</summary>
    protected abstract void OnReleased(LinkHold holder);

    // The way of a link that only loses and delays: LinkModel.IsPlain says when it is the whole way.
    private void EnterPlain(int datagram, int length, TimeSpan now)
    {
        DropReason drop = Admit(length, now);
        if (drop == DropReason.None)
        {
            UnderWay++;
            Depart(datagram, ArrivalOf(now));
        }
        else
        {
            Drop(datagram, drop);
        }
    }

    /// <summary>Takes a datagram past the attackers.</summary>
    private void Proceed(int datagram, TimeSpan now)
    {
        InterceptedDatagram entering = Look(datagram, now);
        int length = entering.Payload.Length;
        LinkFate fate = Next(entering.Payload, entering.Source, entering.Destination, now);

        // Copies go first: of two that are due together the order decides.
        for (int further = 1; further < fate.Copies; further++)
        {
            LinkFate copy = NextCopy(length, now);
            Take(Duplicate(datagram), length, copy with { Delay = copy.Delay + fate.LateBy }, now);
        }

        Take(datagram, length, fate, now);
    }

    private void Take(int datagram, int length, in LinkFate fate, TimeSpan now)
    {
        if (!fate.IsDelivered)
        {
            Drop(datagram, fate.Drop);
            return;
        }

        if (fate.IsCorrupted)
        {
            Corrupt(datagram, fate);
        }

        if (fate.HeldBy is { } fault)
        {
            UnderWay++;
            Hold(datagram, fault);
        }
        else if (fate.IsQueued)
        {
            Enqueue(datagram, length + fate.LengthChange, fate.Delay, now);
        }
        else
        {
            UnderWay++;
            Depart(datagram, now + fate.Delay);
        }
    }

    private void Hold(int datagram, LinkHold holder)
    {
        (_held ??= []).Add((holder, datagram));
        holder.Released ??= OnReleased;
        CountHeld(+1);
    }

    private void Enqueue(int datagram, int length, TimeSpan extraDelay, TimeSpan now)
    {
        while (Queue.TryEvict(length, out QueuedDatagram evicted))
        {
            UnderWay--;
            Drop(evicted.Handle, evicted.Drop);
        }

        if (!Queue.TryEnter(datagram, length, extraDelay, now))
        {
            Drop(datagram, DropReason.QueueFull);
            return;
        }

        UnderWay++;
        if (Queue.Count == 1)
        {
            WakeAt(HeadOfQueue, Queue.NextDeparture);
        }
    }

    private void ServeQueue(TimeSpan now)
    {
        while (Queue.TryLeave(now, out QueuedDatagram left))
        {
            if (left.Drop != DropReason.None)
            {
                UnderWay--;
                Drop(left.Handle, left.Drop);
            }
            else
            {
                Depart(left.Handle, ArrivalOf(now) + left.ExtraDelay);
            }
        }

        if (Queue.Count > 0)
        {
            WakeAt(HeadOfQueue, Queue.NextDeparture);
        }
    }

    /// <summary>Shows a datagram to the attackers and does what they decide.</summary>
    /// <returns>True if it enters the link now.</returns>
    private bool AttackersLet(int datagram, TimeSpan now)
    {
        if (!Interceptors.Judge(Look(datagram, now), out Interception decision, out InterceptionPoint? by))
        {
            return true;
        }

        switch (decision.Kind)
        {
            case InterceptionKind.Drop:
                Drop(datagram, DropReason.Adversary);
                return false;
            case InterceptionKind.Hold:
                by.CountHeld(+1);
                Hold(datagram, by);
                return false;
            default:
                return Forwards(datagram, decision, now);
        }
    }

    private bool Forwards(int datagram, in Interception decision, TimeSpan now)
    {
        if (decision.Payload is { } payload)
        {
            Rewrite(datagram, payload.Span);
        }

        bool waits = decision.Wait > TimeSpan.Zero;
        if (waits)
        {
            WakeAt(datagram + 1, now + decision.Wait);
        }

        return !waits;
    }
}
