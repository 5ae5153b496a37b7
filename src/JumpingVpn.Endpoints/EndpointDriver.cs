using System.Globalization;
using System.Text;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Endpoints;

/// <summary>
/// Runs a guest over datagram channels and a clock, and holds it to the contract. The same object does so on a simulated network and on
/// real sockets.
/// </summary>
/// <remarks>
/// <para>It owns the guest and the channels. Disposal ends both.</para>
/// <para>Thread rule: any thread; one lock lets one call in at a time.</para>
/// </remarks>
public sealed class EndpointDriver : IEndpointHost, IDisposable
{
    private readonly Lock _gate = new();
    private readonly EndpointSetup _setup;
    private readonly EndpointWorld _world;
    private readonly EndpointPort[] _ports;
    private readonly ITimer _timer;
    private IEndpoint? _guest;
    private EndpointCall _call;
    private string? _accusation;
    private string? _lastLine;
    private long _now;
    private long _wake = EndpointContract.Never;
    private long _armed = EndpointContract.Never;
    private int _sends;
    private int _lines;
    private int _deeds; // at the present time
    private bool _isClosed;

    /// <summary>Creates the guest.</summary>
    /// <param name="program">What it runs; not owned.</param>
    /// <param name="setup">Who it is.</param>
    /// <param name="world">What surrounds it.</param>
    /// <param name="channels">Its addresses, 1 to <see cref="EndpointContract.MostAddresses"/>; owned from now on, not started.</param>
    public EndpointDriver(IEndpointProgram program, EndpointSetup setup, EndpointWorld world, IReadOnlyList<IDatagramChannel> channels)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels.Count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels.Count, EndpointContract.MostAddresses);
        _setup = setup;
        _world = world;
        _ports = [.. channels.Select(channel => new EndpointPort(this, channel))];
        _timer = world.Clock.CreateTimer(
            static driver => ((EndpointDriver)driver!).HandleTimeout(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        Call(EndpointCall.Create, program, static (driver, program) => driver._guest = program.Create(driver._setup, driver));
    }

    /// <summary>How it failed; null while it has not.</summary>
    public EndpointException? Failure { get; private set; }

    /// <summary>Where it can be reached, in the order in which the guest knows them.</summary>
    public IReadOnlyList<TransportAddress> Addresses => [.. _ports.Select(port => port.Channel.LocalAddress)];

    /// <summary>Tells the guest its addresses, and lets datagrams in.</summary>
    public void Start()
    {
        TransportAddress[] own = [.. Addresses];
        if (!Call(EndpointCall.Start, own, static (driver, own) => driver._guest!.Start(driver._now, own)))
        {
            return;
        }

        foreach (EndpointPort port in _ports)
        {
            port.Channel.Start(port);
        }
    }

    /// <summary>Hands the guest a line of text.</summary>
    /// <exception cref="ArgumentException">It is longer than <see cref="EndpointContract.LongestText"/>.</exception>
    public void Command(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (Encoding.UTF8.GetByteCount(line) > EndpointContract.LongestText)
        {
            throw new ArgumentException($"A command has at most {EndpointContract.LongestText} bytes.");
        }

        Call(EndpointCall.Command, line, static (driver, line) => driver._guest!.Command(driver._now, line));
    }

    /// <summary>Keeps what the guest knows, and when it wants to be called.</summary>
    /// <returns>Null where it has failed or ended.</returns>
    /// <exception cref="InvalidOperationException">Its door cannot: only that of WebAssembly can.</exception>
    public EndpointCheckpoint? Save()
    {
        lock (_gate)
        {
            return Snapshots() is { } guest ? new EndpointCheckpoint(guest.Save(), _wake) : null;
        }
    }

    /// <summary>Rolls the guest back: it knows what it knew then, and is called when it wanted to be, at once if that has passed. What it
    /// has sent and said since is not taken back, and its random bytes go on.</summary>
    /// <param name="checkpoint">Of this driver, or of another one that runs the same program. Ignored after a failure or the end.</param>
    public void Restore(EndpointCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        lock (_gate)
        {
            if (Snapshots() is { } guest)
            {
                guest.Restore(checkpoint.Guest);
                _wake = checkpoint.Wake;
                Arm(_world.Nanoseconds());
            }
        }
    }

    /// <summary>Makes the last call: the guest gives back what it has. Its addresses stay, and hand it nothing more.</summary>
    /// <remarks>Disposal makes it where nobody has; whoever judges the guest makes it before, to know how it ended.</remarks>
    public void Destroy() => Call(EndpointCall.Destroy, 0, static (driver, _) => driver.LetGo());

    /// <inheritdoc/>
    public void Dispose()
    {
        Destroy();
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
        }

        _timer.Dispose();
        foreach (EndpointPort port in _ports)
        {
            // On the simulated network this is complete at once; a socket's thread may be waiting for the lock, which is free.
            port.Channel.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <inheritdoc/>
    SendResult IEndpointHost.Send(in TransportAddress to, int from, ReadOnlySpan<byte> datagram)
    {
        if (!IsInCall("sends") || !MayUseNetwork())
        {
            return SendResult.Closed;
        }

        string? breach =
            Breaches.OfSend(to, from, _ports.Length, datagram.Length)
            ?? (++_sends > _world.Bounds.SendsInACall ? $"sends more than {_world.Bounds.SendsInACall} datagrams in one call" : null);
        if (breach is not null)
        {
            Accuse(breach);
            return SendResult.Closed;
        }

        return _ports[from].Channel.Send(datagram, to);
    }

    /// <inheritdoc/>
    void IEndpointHost.Wake(long at)
    {
        if (!IsInCall("asks to be woken"))
        {
            return;
        }

        if (at < _now)
        {
            Accuse(string.Create(CultureInfo.InvariantCulture, $"asks to be woken at {at} ns, {(Int128)_now - at} ns before now"));
            return;
        }

        _wake = at;
    }

    /// <inheritdoc/>
    void IEndpointHost.Say(ReadOnlySpan<byte> utf8)
    {
        if (!IsInCall("speaks"))
        {
            return;
        }

        if (utf8.Length > EndpointContract.LongestText)
        {
            Accuse(Breaches.TooLongLine(utf8.Length));
        }
        else
        {
            // What a language prints ends with an end of line, and may have more of them.
            ReadOnlySpan<byte> lines = utf8.EndsWith("\n"u8) ? utf8[..^1] : utf8;
            foreach (Range line in lines.Split((byte)'\n'))
            {
                SayLine(lines[line].TrimEnd((byte)'\r'));
            }
        }
    }

    private void SayLine(ReadOnlySpan<byte> utf8)
    {
        if (++_lines > _world.Bounds.LinesInACall)
        {
            Accuse($"says more than {_world.Bounds.LinesInACall} lines in one call");
            return;
        }

        _lastLine = Encoding.UTF8.GetString(utf8);
        _world.Observer.OnSay(_lastLine);
    }

    /// <inheritdoc/>
    void IEndpointHost.FillRandom(Span<byte> bytes)
    {
        if (!IsInCall("asks for random bytes"))
        {
            bytes.Clear();
        }
        else if (bytes.Length > _world.Bounds.RandomBytesAtOnce)
        {
            // Not a byte of them: a length that is too long is not that of a buffer.
            Accuse(Breaches.TooManyRandomBytes(bytes.Length, _world.Bounds));
        }
        else
        {
            _world.Entropy.Fill(bytes);
        }
    }

    /// <inheritdoc/>
    public void Accuse(string sentence) => _accusation ??= sentence;

    internal void HandleDatagram(in TransportAddress from, in TransportAddress to, ReadOnlySpan<byte> datagram) =>
        Call(
            EndpointCall.Datagram,
            new ArrivedDatagram(from, to, datagram),
            static (driver, it) => driver._guest!.Datagram(driver._now, it.From, it.To, it.Bytes)
        );

    private void HandleTimeout()
    {
        lock (_gate)
        {
            _armed = EndpointContract.Never;
            if (_wake == EndpointContract.Never)
            {
                return;
            }

            Call(
                EndpointCall.Timer,
                0,
                static (driver, _) =>
                {
                    if (driver._wake <= driver._now)
                    {
                        driver._wake = EndpointContract.Never;
                        driver._guest!.Timer(driver._now);
                    }
                }
            );
        }
    }

    /// <summary>Makes one call of the guest; what it throws is its breach. False if it is called no more.</summary>
    private bool Call<TWith>(EndpointCall call, TWith with, Action<EndpointDriver, TWith> make)
        where TWith : allows ref struct
    {
        lock (_gate)
        {
            if (!Begin(call))
            {
                return false;
            }

            try
            {
                if (_deeds > _world.Bounds.DeedsAtOneTime && call != EndpointCall.Destroy)
                {
                    throw new EndpointException(
                        $"is called, and sends, more than {_world.Bounds.DeedsAtOneTime} times while no time passes: that never ends"
                    );
                }

                make(this, with);
            }
            catch (EndpointException failure)
            {
                Accuse(failure.Message);
            }

            Settle();
            return true;
        }
    }

    private bool Begin(EndpointCall call)
    {
        if (Failure is not null || (_guest is null && call != EndpointCall.Create))
        {
            return false;
        }

        _call = call;
        long now = _world.Nanoseconds();
        _deeds = now == _now ? _deeds + 1 + _sends : 1;
        _now = now;
        _sends = 0;
        _lines = 0;
        return true;
    }

    private void LetGo()
    {
        _wake = EndpointContract.Never;
        _guest!.Destroy(_now);
        _guest.Dispose();
        _guest = null;
    }

    private void Settle()
    {
        EndpointCall call = _call;
        _call = EndpointCall.None;
        if (_accusation is { } accusation)
        {
            Fail(call, accusation);
        }
        else
        {
            Arm(_now);
        }
    }

    private void Arm(long now)
    {
        if (_wake != _armed)
        {
            _armed = _wake;
            _timer.Change(EndpointWorld.Until(_wake, now), Timeout.InfiniteTimeSpan);
        }
    }

    private ISnapshotEndpoint? Snapshots() =>
        _guest is null or ISnapshotEndpoint
            ? (ISnapshotEndpoint?)_guest
            : throw new InvalidOperationException(
                $"\"{_setup.Name}\" cannot save its state: only an endpoint that is a .wasm or .wat can."
            );

    private void Fail(EndpointCall call, string accusation)
    {
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _guest?.Dispose();
        _guest = null;
        string reason = call == EndpointCall.Create && _lastLine is not null ? $"; it said \"{_lastLine}\"" : "";
        string what = GuestText.InOneLine($"The endpoint \"{_setup.Name}\" {accusation}{reason}");
        Failure = new EndpointException($"{what} {Breaches.Where(call, _now)}.");
        _world.Observer.OnFailed(Failure);
    }

    private bool IsInCall(string what)
    {
        // A guest may have threads of its own: the lock is held during a call, by the thread that makes it.
        bool isInCall = _gate.IsHeldByCurrentThread && _call is not (EndpointCall.None or EndpointCall.Destroy);
        if (!isInCall)
        {
            Accuse(_call == EndpointCall.Destroy ? $"{what} at its end, where it may not" : $"{what} outside of a call");
        }

        return isInCall;
    }

    private bool MayUseNetwork()
    {
        if (_call == EndpointCall.Create)
        {
            Accuse("sends before it is started");
        }

        return _call != EndpointCall.Create;
    }
}
