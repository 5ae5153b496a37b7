using JumpingVpn.Datagrams;
using Wasmtime;

namespace JumpingVpn.Endpoints.WebAssembly;

/// <summary>What a module exports and may import, with types, so that one that does not fit is refused before anything runs.</summary>
internal static class ModuleContract
{
    private const ValueKind I32 = ValueKind.Int32;
    private const ValueKind I64 = ValueKind.Int64;

    private static readonly (string Name, ValueKind[] Parameters, ValueKind[] Results)[] Functions =
    [
        ("jv_version", [], [I32]),
        ("jv_buffer", [], [I32]),
        ("jv_create", [I32, I64, I32, I32], [I32]),
        ("jv_start", [I32, I64, I32, I32], []),
        ("jv_datagram", [I32, I64, I32, I32, I32, I32], []),
        ("jv_timer", [I32, I64], []),
        ("jv_command", [I32, I64, I32, I32], []),
        ("jv_destroy", [I32], []),
    ];

    /// <summary>Holds a module to it.</summary>
    /// <exception cref="EndpointException">It does not fit.</exception>
    public static void Require(Engine engine, Module module, string path)
    {
        RequireExports(module, path);
        RequireImports(engine, module, path);
    }

    private static void RequireExports(Module module, string path)
    {
        var exports = module.Exports.ToDictionary(static export => export.Name);
        string[] missing = [.. Functions.Select(static it => it.Name).Append("memory").Where(name => !exports.ContainsKey(name))];
        if (missing.Length > 0)
        {
            throw new EndpointException(
                $"\"{path}\" does not export {string.Join(", ", missing)}: an endpoint exports what jumpingvpn_endpoint.h says."
            );
        }

        string[] others =
        [
            .. Functions
                .Where(it => !(exports[it.Name] is FunctionExport its && Has(its.Parameters, its.Results, it.Parameters, it.Results)))
                .Select(static it => $"{it.Name}, which is {Written(it.Parameters, it.Results)}")
                .Concat(exports["memory"] is MemoryExport ? [] : ["memory, which is a memory"]),
        ];
        if (others.Length > 0)
        {
            throw new EndpointException(
                $"\"{path}\" exports something with a type other than jumpingvpn_endpoint.h says: {string.Join("; ", others)} there."
            );
        }
    }

    private static void RequireImports(Engine engine, Module module, string path)
    {
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

        using Store store = new(engine);
        using Linker linker = new(engine);
        GuestMemory memory = new(new Nobody());
        HostImports.Define(linker, new Nobody(), memory);
        new WasiImports(new Nobody(), memory).Define(linker);
        foreach (Import import in module.Imports)
        {
            Function offered = linker.GetFunction(store, import.ModuleName, import.Name)!;
            if (!(import is FunctionImport its && Has(its.Parameters, its.Results, offered.Parameters, offered.Results)))
            {
                throw new EndpointException(
                    $"\"{path}\" imports {import.ModuleName}.{import.Name} with the wrong type: it is "
                        + $"{Written(offered.Parameters, offered.Results)}."
                );
            }
        }
    }

    private static bool Has(
        IReadOnlyList<ValueKind> parameters,
        IReadOnlyList<ValueKind> results,
        IReadOnlyList<ValueKind> wanted,
        IReadOnlyList<ValueKind> wantedResults
    ) => parameters.SequenceEqual(wanted) && results.SequenceEqual(wantedResults);

    private static string Written(IReadOnlyList<ValueKind> parameters, IReadOnlyList<ValueKind> results) =>
        $"({string.Join(' ', parameters.Select(Written))}) -> ({string.Join(' ', results.Select(Written))})";

    private static string Written(ValueKind kind) => kind == I32 ? "i32" : "i64";

    /// <summary>Whom nothing is asked: the types alone are wanted.</summary>
    private sealed class Nobody : IEndpointHost
    {
        public SendResult Send(in TransportAddress to, int from, ReadOnlySpan<byte> datagram) => SendResult.Closed;

        public void Wake(long at) { }

        public void Say(ReadOnlySpan<byte> utf8) { }

        public void FillRandom(Span<byte> bytes) { }

        public void Accuse(string sentence) { }
    }
}
