using System.Text;
using JumpingVpn.Datagrams;
using Wasmtime;

namespace JumpingVpn.Endpoints.WebAssembly;

/// <summary>One instance of a module.</summary>
internal sealed class ModuleEndpoint : ISnapshotEndpoint
{
    // The guest's buffer: addresses first, then what a call is about.
    private const int PayloadOffset = 512;
    private const uint MostTableElements = 1 << 20; // 16 MiB a table
    private const int BufferSize = PayloadOffset + EndpointContract.LongestText;

    private readonly Store _store;
    private readonly EndpointBounds _bounds;
    private readonly GuestMemory _memory;
    private readonly WasiImports _wasi;
    private readonly Instance _instance;
    private readonly Global[] _globals;
    private readonly Action<int, long, int, int> _start;
    private readonly Action<int, long, int, int, int, int> _datagram;
    private readonly Action<int, long> _timer;
    private readonly Action<int, long, int, int> _command;
    private readonly Action<int> _destroy;
    private readonly int _buffer;
    private int _self;

    public ModuleEndpoint(Engine engine, Module module, EndpointSetup setup, IEndpointHost host, EndpointBounds bounds)
    {
        _bounds = bounds;
        _store = new Store(engine);
        try
        {
            _store.SetLimits(memorySize: bounds.Memory, tableElements: MostTableElements, instances: 1, tables: 16, memories: 1);
            _memory = new GuestMemory(host);
            _memory.Attach(_store);
            _wasi = new WasiImports(host, _memory);
            using Linker linker = new(engine);
            HostImports.Define(linker, host, _memory);
            _wasi.Define(linker);
            _store.Fuel = (ulong)bounds.Fuel;
            _instance = linker.Instantiate(_store, module);
            _memory.Attach(_instance.GetMemory("memory")!);
            _globals = [.. _instance.GetGlobals().Select(export => export.Global).Where(global => global.Mutability == Mutability.Mutable)];
            _instance.GetAction("_initialize")?.Invoke();
            RequireVersion();
            _start = _instance.GetAction<int, long, int, int>("jv_start")!;
            _datagram = _instance.GetFunction("jv_datagram")!.WrapAction<int, long, int, int, int, int>()!;
            _timer = _instance.GetAction<int, long>("jv_timer")!;
            _command = _instance.GetAction<int, long, int, int>("jv_command")!;
            _destroy = _instance.GetAction<int>("jv_destroy")!;
            _buffer = _instance.GetFunction<int>("jv_buffer")!();
            if ((uint)_buffer + (long)BufferSize > _memory.Length)
            {
                throw new EndpointException($"has no room for {BufferSize} bytes where jv_buffer points");
            }

            Func<int, long, int, int, int> create = _instance.GetFunction<int, long, int, int, int>("jv_create")!;
            _self = create(0, (long)setup.Seed, _buffer + PayloadOffset, PutText(setup.Configuration));
            if (_self == 0)
            {
                throw new EndpointException($"refused its configuration \"{setup.Configuration}\"");
            }
        }
        catch (Exception failure) when (failure is WasmtimeException)
        {
            _store.Dispose();
            throw Told(failure);
        }
        catch
        {
            _store.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Start(long now, ReadOnlySpan<TransportAddress> own)
    {
        Span<byte> to = Part(0, own.Length * GuestAddress.Size);
        for (int i = 0; i < own.Length; i++)
        {
            GuestAddress.Write(own[i], to[(i * GuestAddress.Size)..]);
        }

        Make(now, own.Length, static (it, at, count) => it._start(it._self, at, it._buffer, count));
    }

    /// <inheritdoc/>
    public void Datagram(long now, in TransportAddress from, in TransportAddress to, ReadOnlySpan<byte> datagram)
    {
        Span<byte> addresses = Part(0, 2 * GuestAddress.Size);
        GuestAddress.Write(from, addresses);
        GuestAddress.Write(to, addresses[GuestAddress.Size..]);
        datagram.CopyTo(Part(PayloadOffset, datagram.Length));
        Make(
            now,
            datagram.Length,
            static (it, at, length) =>
                it._datagram(it._self, at, it._buffer, it._buffer + GuestAddress.Size, it._buffer + PayloadOffset, length)
        );
    }

    /// <inheritdoc/>
    public void Timer(long now) => Make(now, 0, static (it, at, _) => it._timer(it._self, at));

    /// <inheritdoc/>
    public void Command(long now, string line) =>
        Make(now, PutText(line), static (it, at, length) => it._command(it._self, at, it._buffer + PayloadOffset, length));

    /// <inheritdoc/>
    public void Destroy(long now) => Make(now, 0, static (it, _, _) => it._destroy(it._self));

    /// <inheritdoc/>
    public EndpointSnapshot Save() =>
        Array.Exists(_globals, static global => global.Kind is ValueKind.FuncRef or ValueKind.ExternRef or ValueKind.AnyRef)
            ? throw new InvalidOperationException("An endpoint that exports a reference which it can change cannot save its state.")
            : new EndpointSnapshot(_self, _memory.All.ToArray(), [.. _globals.Select(global => global.GetValue())]);

    /// <inheritdoc/>
    public void Restore(EndpointSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        _self = snapshot.Self;
        Span<byte> memory = _memory.AllOfAtLeast(snapshot.Memory.Length);
        snapshot.Memory.Span.CopyTo(memory);

        // A module's memory never shrinks: what it has grown by since is as it was when it was new.
        memory[snapshot.Memory.Length..].Clear();
        for (int i = 0; i < _globals.Length; i++)
        {
            _globals[i].SetValue(snapshot.Globals[i]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    /// <summary>Makes one call of the guest, with a length; without a closure, so that a step allocates nothing.</summary>
    private void Make(long now, int length, Action<ModuleEndpoint, long, int> call)
    {
        _wasi.Now = now;
        _store.Fuel = (ulong)_bounds.Fuel;
        try
        {
            call(this, now, length);
        }
        catch (WasmtimeException trap)
        {
            throw Told(trap);
        }
    }

    private Span<byte> Part(int offset, int length) => _memory.All.Slice(_buffer + offset, length);

    private int PutText(string text) => Encoding.UTF8.GetBytes(text, Part(PayloadOffset, EndpointContract.LongestText));

    private void RequireVersion()
    {
        int version = _instance.GetFunction<int>("jv_version")!();
        if (version != EndpointContract.Version)
        {
            throw new EndpointException($"speaks version {version} of the contract; this host speaks {EndpointContract.Version}");
        }
    }

    private EndpointException Told(Exception failure) =>
        failure is TrapException { Type: TrapCode.OutOfFuel } || failure.InnerException is OutOfFuelException
            ? new EndpointException($"did not return within {_bounds.Fuel:n0} units of fuel", failure)
            : new EndpointException($"trapped: {Cause(failure.Message)}", failure);

    /// <summary>The cause, which stands last, below the guest's frames.</summary>
    private static string Cause(string text) => text.Trim().Split('\n')[^1].Trim().Replace("wasm trap: ", "", StringComparison.Ordinal);
}
