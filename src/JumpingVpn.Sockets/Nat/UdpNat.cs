using System.Diagnostics.CodeAnalysis;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Sockets.Nat;

/// <summary>
/// A NAT and fault relay in user space, over real sockets: the NAT table and the link models are the same objects that the
/// simulated network uses, only the datagrams are real.
/// </summary>
/// <remarks>
/// <para>Inside, it listens on one socket for each remote that it fronts; a host sends there as if it were the remote. Outside,
/// every external endpoint of the table is its own socket, opened when first used. NATs chain: the inside address of one is
/// the <see cref="NatForward.Via"/> of another.</para>
/// <para>The way out: link of the host inside, translation, outside link; the way in: the reverse. Time for mappings and delays
/// comes from one <see cref="TimeProvider"/>, with one timer. One thread serves all sockets, however many there are.</para>
/// <para>Thread rule: all members from any thread, one lock inside; with a pump, all from the pump's thread.</para>
/// </remarks>
public sealed class UdpNat : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly UdpNatOptions _options;
    private readonly SocketLoop? _ownLoop;
    private readonly SocketOpener _insideOpener;
    private readonly SocketOpener _outsideOpener;
    private readonly InsidePorts _inside;
    private readonly OutsidePorts _outside;
    private readonly AccessLinks _links = new();
    private readonly DelayLine _delayed;
    private readonly NatPipeline _pipeline;
    private bool _disposed;

    /// <summary>Builds a NAT that fronts nothing yet.</summary>
    /// <exception cref="ArgumentException">An option is impossible; the message names the value and the allowed range.</exception>
    public UdpNat(UdpNatOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        NatTable table = new(options.Nat, options.ExternalAddresses, options.Ports);
        _ownLoop = options.Pump is null && options.Loop is null ? new SocketLoop("NAT") : null;
        SocketLoop? loop = options.Loop ?? _ownLoop;
        _insideOpener = new SocketOpener(options.Pump, loop, OnInside);
        _outsideOpener = new SocketOpener(options.Pump, loop, OnOutside, to => _pipeline!.TellRefusal(to));
        _inside = new InsidePorts(_insideOpener, options);
        _outside = new OutsidePorts(_outsideOpener, options, external => Table.IsForwarded(external), OnGivenUp);
        _delayed = new DelayLine(options.TimeProvider ?? loop?.Clock ?? TimeProvider.System, options.MaxDelayedDatagrams, OnDue);
        _pipeline = new NatPipeline(table, _inside, _outside, _links, _delayed, options.Observer, _gate);
    }

    /// <summary>How the NAT behaves.</summary>
    public NatOptions Options => Table.Options;

    private NatTable Table => _pipeline.Table;

    /// <summary>Every datagram that entered: sent on, dropped with a reason, or waiting for the end of its delay. A live object:
    /// with threads, read it when the NAT is at rest.</summary>
    public DatagramLedger Ledger => _pipeline.Ledger;

    /// <summary>How many datagrams wait for the end of their delay.</summary>
    public int InFlight => Hold(_ => _delayed.Count);

    /// <summary>How many of them wait for a fault or an attacker to release them.</summary>
    public int Held => Hold(_ => _delayed.HeldCount);

    /// <summary>The external addresses, in the order of the pool.</summary>
    public IReadOnlyList<TransportAddress> ExternalAddresses => Table.ExternalAddresses;

    /// <summary>Opens an inside socket for a remote.</summary>
    /// <param name="forward">The remote and how to reach it.</param>
    /// <param name="insideAddress">Where hosts inside send for it.</param>
    /// <param name="error">Why the socket could not be bound.</param>
    /// <returns>True when the remote is fronted.</returns>
    /// <exception cref="ArgumentException">The NAT fronts this remote already.</exception>
    public bool TryAddForward(NatForward forward, out TransportAddress insideAddress, [NotNullWhen(false)] out BindError? error)
    {
        ArgumentNullException.ThrowIfNull(forward);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _inside.TryAdd(forward, out insideAddress, out error);
        }
    }

    /// <summary>Opens an inside socket for a remote, on any free port.</summary>
    /// <returns>Where hosts inside send for it.</returns>
    /// <exception cref="ArgumentException">The NAT fronts this remote already.</exception>
    /// <exception cref="InvalidOperationException">The socket could not be bound; the message says why.</exception>
    public TransportAddress AddForward(in TransportAddress remote, TransportAddress? via = null) =>
        TryAddForward(new NatForward(remote) { Via = via }, out TransportAddress insideAddress, out BindError? error)
            ? insideAddress
            : throw new InvalidOperationException(error.Message);

    /// <summary>Where hosts inside send for a remote that was added, or that was let in as a stranger.</summary>
    /// <returns>Null if nothing speaks for it.</returns>
    public TransportAddress? InsideAddressOf(in TransportAddress remote)
    {
        lock (_gate)
        {
            return _inside.InsideOf(remote);
        }
    }

    /// <summary>The remote that speaks from an inside address: what a host would see as the source if this were no relay.</summary>
    /// <returns>Null if no socket on the inside has that address.</returns>
    public TransportAddress? RemoteOf(in TransportAddress insideAddress)
    {
        lock (_gate)
        {
            return _inside.RemoteBehind(insideAddress);
        }
    }

    /// <summary>Puts an impaired link between a host inside and the NAT; null takes it away. Datagrams in flight keep their fate.</summary>
    /// <param name="inside">The host with port 0, or one endpoint of it.</param>
    /// <param name="link">The link.</param>
    /// <exception cref="ArgumentException">The link belongs to another NAT.</exception>
    public void SetInsideLink(in TransportAddress inside, AccessLink? link)
    {
        lock (_gate)
        {
            link?.JoinTo(_pipeline);
            _links.Set(inside, link);
        }
    }

    /// <summary>Puts an impaired link between the NAT and the network outside; null takes it away.</summary>
    /// <exception cref="ArgumentException">The link belongs to another NAT.</exception>
    public void SetOutsideLink(AccessLink? link)
    {
        lock (_gate)
        {
            link?.JoinTo(_pipeline);
            _links.Outside = link;
        }
    }

    /// <summary>Adds an address to the external pool.</summary>
    /// <exception cref="ArgumentException">The pool has it already.</exception>
    public void AddExternalAddress(TransportAddress address)
    {
        lock (_gate)
        {
            Table.AddExternalAddress(address);
        }
    }

    /// <summary>Forwards an external endpoint to an inside one, as <see cref="NatTable.Forward"/> does, and listens on it from now
    /// on.</summary>
    /// <param name="external">The external endpoint; port 0 for a whole address, on which <see cref="Listen"/> opens the ports.</param>
    /// <param name="inside">The inside endpoint.</param>
    /// <exception cref="ArgumentException">The table refuses it.</exception>
    /// <exception cref="InvalidOperationException">The external endpoint cannot be bound.</exception>
    public void ForwardPort(in TransportAddress external, in TransportAddress inside)
    {
        lock (_gate)
        {
            Table.Forward(external, inside, _delayed.Now);
            if (inside.Port != 0)
            {
                Listen(inside);
            }
        }
    }

    /// <summary>Whether each host inside has its own external address, which <see cref="ForwardPort"/> gives it.</summary>
    public bool IsOneToOne => Table.Options.OneToOne;

    /// <summary>The external endpoint that is forwarded to an inside one; null if none is.</summary>
    public TransportAddress? ForwardedTo(in TransportAddress inside)
    {
        lock (_gate)
        {
            return Table.ForwardedTo(inside);
        }
    }

    /// <summary>Opens the external socket of an inside endpoint that is forwarded; nothing if none is.</summary>
    /// <exception cref="InvalidOperationException">It cannot be bound.</exception>
    public void Listen(in TransportAddress inside)
    {
        lock (_gate)
        {
            if (Table.ForwardedTo(inside) is { } external && _outside.Use(external) is null)
            {
                throw new InvalidOperationException($"{external} cannot be bound, so nothing can be forwarded from it to {inside}.");
            }
        }
    }

    /// <summary>Gives live mappings another external endpoint; their next datagram leaves from a new socket.</summary>
    /// <returns>What changed, oldest mapping first.</returns>
    /// <exception cref="InvalidOperationException">An address change was asked of a pool of one address.</exception>
    public IReadOnlyList<NatRebinding> Rebind(NatRebindingKind kind, in NatScope scope)
    {
        lock (_gate)
        {
            IReadOnlyList<NatRebinding> changes = Table.Rebind(kind, scope, _delayed.Now);
            foreach (NatRebinding change in changes)
            {
                _outside.Retire(change.OldExternal);
            }

            return changes;
        }
    }

    /// <summary>Forgets the mappings in scope, as a reboot does.</summary>
    /// <returns>How many live mappings were forgotten.</returns>
    public int Flush(in NatScope scope)
    {
        lock (_gate)
        {
            int forgotten = Table.Flush(scope, _delayed.Now);
            _pipeline.RetireUnused();
            return forgotten;
        }
    }

    /// <summary>Starts the NAT again: mappings, ports held down, pairings and port blocks are forgotten.</summary>
    /// <returns>How many live mappings were forgotten.</returns>
    public int Reboot()
    {
        lock (_gate)
        {
            int forgotten = Table.Reboot(_delayed.Now);
            _pipeline.RetireUnused();
            return forgotten;
        }
    }

    /// <summary>Lets the NAT behave otherwise, as one that takes the place of another: it begins with an empty table.</summary>
    /// <param name="options">The behaviour from now on.</param>
    /// <returns>How many live mappings were forgotten.</returns>
    /// <exception cref="ArgumentException">The options are impossible, or do not fit the pool; nothing is changed.</exception>
    /// <exception cref="InvalidOperationException">The NAT forwards ports, or has addresses of its hosts; nothing is changed.</exception>
    public int Reconfigure(NatOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        lock (_gate)
        {
            if (Table.HasForwards)
            {
                throw new InvalidOperationException("A NAT that forwards ports keeps its behaviour: build another one.");
            }

            NatTable next = new(options, Table.ExternalAddresses, _options.Ports);
            int forgotten = Table.Reboot(_delayed.Now);
            _pipeline.Table = next;
            _pipeline.RetireUnused();
            return forgotten;
        }
    }

    /// <inheritdoc cref="NatTable.MakeStuck"/>
    public int MakeStuck(in NatScope scope)
    {
        lock (_gate)
        {
            return Table.MakeStuck(scope, _delayed.Now);
        }
    }

    /// <summary>Gives the live mappings in scope to another host inside, at the same ports.</summary>
    /// <returns>How many mappings changed hands.</returns>
    public int Steal(in NatScope scope, in TransportAddress thief)
    {
        lock (_gate)
        {
            return Table.Steal(scope, thief, _delayed.Now);
        }
    }

    /// <summary>The live mappings, oldest first. Sockets of expired ones are retired on the way.</summary>
    public IReadOnlyList<NatMapping> Mappings()
    {
        lock (_gate)
        {
            return _pipeline.RetireUnused();
        }
    }

    /// <summary>The address at which an external endpoint is really bound; it differs from the endpoint where that port was taken
    /// or <see cref="UdpNatOptions.OutsideBindAddress"/> is set.</summary>
    /// <returns>Null if the endpoint has no socket.</returns>
    public TransportAddress? BoundAddress(in TransportAddress external)
    {
        lock (_gate)
        {
            return _outside.Find(external)?.LocalAddress;
        }
    }

    /// <summary>An attacker outside forges a mapping as the source: the datagram leaves for the remote from the mapping's socket,
    /// untouched by table and links.</summary>
    /// <returns>False if that external endpoint has no socket.</returns>
    public bool InjectAsExternal(ReadOnlySpan<byte> datagram, in TransportAddress external, in TransportAddress remote)
    {
        lock (_gate)
        {
            return !_disposed && _pipeline.Forge(external, remote, datagram);
        }
    }

    /// <summary>An attacker outside forges a remote as the source: the datagram arrives at an external endpoint as if it came from
    /// there, and passes links and filtering like any other.</summary>
    public void InjectFromOutside(ReadOnlySpan<byte> datagram, in TransportAddress remote, in TransportAddress external) =>
        Enter(new Transit(Hop.OutsideDown, default, external, remote, Injected: true), default, datagram);

    /// <summary>An attacker inside forges a host as the source: the datagram goes to the remote as if the host had sent it, and
    /// passes links and translation like any other.</summary>
    public void InjectFromInside(ReadOnlySpan<byte> datagram, in TransportAddress inside, in TransportAddress remote) =>
        Enter(new Transit(Hop.InsideUp, inside, default, remote, Injected: true), default, datagram);

    /// <summary>Does something while no datagram passes, such as changing a link.</summary>
    /// <param name="act">Takes the time of the NAT's clock.</param>
    public T Hold<T>(Func<TimeSpan, T> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        lock (_gate)
        {
            return act(_delayed.Now);
        }
    }

    /// <summary>Checks that every datagram that entered is accounted for, and every port and contact in the table.</summary>
    /// <exception cref="InvalidOperationException">The sums do not balance: a bug of the NAT.</exception>
    public void EnsureBalanced()
    {
        lock (_gate)
        {
            Ledger.EnsureBalanced(_delayed.Count);
            Table.EnsureBalanced();
        }
    }

    /// <summary>Closes every socket and drops what is in flight. Idempotent.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _disposed = true;
                _pipeline.DropAll();
                _delayed.Dispose();
                _inside.CloseAll();
                _outside.CloseAll();
            }
        }

        await _insideOpener.AllClosed();
        await _outsideOpener.AllClosed();
        _ownLoop?.Dispose();
    }

    private void OnInside(NatSocket socket, ReadOnlySpan<byte> datagram, TransportAddress source) =>
        Enter(new Transit(Hop.InsideUp, source, default, socket.StandsFor, Injected: false), socket.LocalAddress, datagram);

    private void OnOutside(NatSocket socket, ReadOnlySpan<byte> datagram, TransportAddress source)
    {
        lock (_gate)
        {
            Transit transit = new(Hop.OutsideDown, default, socket.StandsFor, _inside.RemoteAt(source), Injected: false);
            Enter(transit, socket.LocalAddress, datagram);
        }
    }

    private void Enter(in Transit transit, in TransportAddress socket, ReadOnlySpan<byte> datagram)
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _pipeline.Enter(transit, socket, datagram);
            }
        }
    }

    private void OnGivenUp(TransportAddress external)
    {
        if (Table.Forget(external, _delayed.Now) is { } inside)
        {
            _options.Observer?.OnEvicted(inside, external);
        }
    }

    private void OnDue()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _delayed.OnFired();
                _pipeline.MoveDue();
            }
        }
    }
}
