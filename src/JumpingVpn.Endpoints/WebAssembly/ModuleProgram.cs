using System.Text;
using Wasmtime;

namespace JumpingVpn.Endpoints.WebAssembly;

/// <summary>A WebAssembly module, compiled once: <c>.wasm</c>, or the text form <c>.wat</c>.</summary>
/// <remarks>Nothing that differs between machines reaches the guest: no threads, no relaxed SIMD, canonical NaNs, and no imports but the
/// contract's and the part of WASI that <see cref="WasiImports"/> answers.</remarks>
internal sealed class ModuleProgram : IEndpointProgram
{
    private static readonly string[] RequiredExports =
    [
        "jv_version",
        "jv_buffer",
        "jv_create",
        "jv_start",
        "jv_datagram",
        "jv_timer",
        "jv_command",
        "jv_destroy",
    ];

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
        );
        try
        {
            byte[] bytes = ModuleFile.Read(path, bounds.Patience);
            Module module = path.EndsWith(".wat", StringComparison.OrdinalIgnoreCase)
                ? Module.FromText(engine, path, Encoding.UTF8.GetString(bytes))
                : Module.FromBytes(engine, path, bytes);
            RequireContract(module, path);
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

    private static void RequireContract(Module module, string path)
    {
        HashSet<string> exports = [.. module.Exports.Select(export => export.Name)];
        string[] missing = [.. RequiredExports.Append("memory").Where(name => !exports.Contains(name))];
        if (missing.Length > 0)
        {
            throw new EndpointException(
                $"\"{path}\" does not export {string.Join(", ", missing)}: an endpoint exports what jumpingvpn_endpoint.h says."
            );
        }

        string[] foreign =
        [
            .. module
                .Imports.Where(import => !HostImports.Offers(import) && !WasiImports.Offers(import))
                .Select(import => GuestText.InOneLine($"{import.ModuleName}.{import.Name}")),
        ];
        if (foreign.Length > 0)
        {
            throw new EndpointException(
                $"\"{path}\" imports {string.Join(", ", foreign)}, which is not offered: a guest has the four calls of the module "
                    + $"\"{HostImports.ModuleName}\" and, of WASI preview 1, {string.Join(", ", WasiImports.Names)}."
            );
        }
    }
}
