using System.Text;
using Wasmtime;

namespace JumpingVpn.Endpoints.WebAssembly;

/// <summary>A WebAssembly module, compiled once: <c>.wasm</c>, or the text form <c>.wat</c>.</summary>
/// <remarks>Nothing that differs between machines reaches the guest: no threads, no relaxed SIMD, canonical NaNs, and no imports but the
/// contract's and the part of WASI that <see cref="WasiImports"/> answers. References to anything but functions and what a host hands in
/// are off: the library that runs modules ends the process where it is asked for the type of one.</remarks>
internal sealed class ModuleProgram : IEndpointProgram
{
    // A large program takes a while on a busy machine.
    private const int PatienceForCompiling = 3;

    private readonly Engine _engine;
    private readonly Module _module;
    private readonly EndpointBounds _bounds;

    private ModuleProgram(Engine engine, Module module, EndpointBounds bounds)
    {
        _engine = engine;
        _module = module;
        _bounds = bounds;
    }

    /// <summary>Compiles a module.</summary>
    /// <exception cref="EndpointException">It cannot be read, is not a module, or lacks what the contract asks for.</exception>
    public static ModuleProgram Load(string path, EndpointBounds bounds)
    {
        Engine engine = new(
            new Config()
                .WithFuelConsumption(true)
                .WithWasmThreads(false)
                .WithRelaxedSIMD(enable: false, deterministic: true)
                .WithCraneliftNaNCanonicalization(true)
                .WithGc(false)
                .WithFunctionReferences(false)
                .WithExceptions(false)
                .WithMultiMemory(false)
        );
        try
        {
            byte[] bytes = ModuleFile.Read(path, bounds.Patience);
            Module module = Compile(engine, path, bytes, PatienceForCompiling * bounds.Patience);
            ModuleContract.Require(engine, module, path);
            return new ModuleProgram(engine, module, bounds);
        }
        catch (Exception refusal) when (refusal is WasmtimeException or IOException or UnauthorizedAccessException)
        {
            engine.Dispose();
            throw new EndpointException($"\"{path}\" is not a WebAssembly module that can be loaded: {refusal.Message.Trim()}", refusal);
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IEndpoint Create(EndpointSetup setup, IEndpointHost host) => new ModuleEndpoint(_engine, _module, setup, host, _bounds);

    /// <inheritdoc/>
    public void Dispose()
    {
        _module.Dispose();
        _engine.Dispose();
    }

    /// <summary>Compiles, on another thread: nothing ends a compiler, so one that does not end is left behind.</summary>
    private static Module Compile(Engine engine, string path, byte[] bytes, TimeSpan patience)
    {
        Task<Module> compiling = Task.Run(() =>
            path.EndsWith(".wat", StringComparison.OrdinalIgnoreCase)
                ? Module.FromText(engine, path, Encoding.UTF8.GetString(bytes))
                : Module.FromBytes(engine, path, bytes)
        );
        return Task.WaitAny([compiling], patience) == 0
            ? compiling.GetAwaiter().GetResult()
            : throw new EndpointException($"\"{path}\" was not compiled within {patience.TotalSeconds:0.###} s of real time.");
    }
}
