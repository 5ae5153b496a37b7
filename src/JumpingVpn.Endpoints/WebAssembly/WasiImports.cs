using System.Buffers.Binary;
using Wasmtime;

namespace JumpingVpn.Endpoints.WebAssembly;

/// <summary>
/// The part of WASI preview 1 that the runtime libraries of languages ask for: the virtual clock, the seeded random stream, and standard
/// output and error as lines that are said. There are no files, arguments or variables.
/// </summary>
/// <remarks>Source: the WASI preview 1 witx definitions, for signatures and error numbers.</remarks>
internal sealed class WasiImports(IEndpointHost host, GuestMemory memory)
{
    private const string ModuleName = "wasi_snapshot_preview1";
    private const int Success = 0;
    private const int BadDescriptor = 8;
    private const int Fault = 21;
    private const int NotSupported = 58;

    private readonly Dictionary<int, List<byte>> _lines = new() { [1] = [], [2] = [] };

    /// <summary>What is offered.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "args_get",
        "args_sizes_get",
        "clock_res_get",
        "clock_time_get",
        "environ_get",
        "environ_sizes_get",
        "fd_close",
        "fd_fdstat_get",
        "fd_prestat_get",
        "fd_seek",
        "fd_write",
        "proc_exit",
        "random_get",
        "sched_yield",
    ];

    public static bool Offers(Import import) => import.ModuleName == ModuleName && Names.Contains(import.Name);

    /// <summary>The time of the present call.</summary>
    public long Now { get; set; }

    public void Define(Linker linker)
    {
        linker.DefineFunction(ModuleName, "args_get", (int _, int _) => Success);
        linker.DefineFunction(ModuleName, "args_sizes_get", (int count, int size) => WriteZeros(count, size));
        linker.DefineFunction(ModuleName, "environ_get", (int _, int _) => Success);
        linker.DefineFunction(ModuleName, "environ_sizes_get", (int count, int size) => WriteZeros(count, size));
        linker.DefineFunction(ModuleName, "clock_res_get", (int _, int at) => WriteTime(at, EndpointContract.NanosecondsPerTick));
        linker.DefineFunction(ModuleName, "clock_time_get", (int _, long _, int at) => WriteTime(at, Now));
        linker.DefineFunction(ModuleName, "fd_close", (int _) => BadDescriptor);
        linker.DefineFunction(ModuleName, "fd_fdstat_get", (int descriptor, int at) => DescribeDescriptor(descriptor, at));
        linker.DefineFunction(ModuleName, "fd_prestat_get", (int _, int _) => BadDescriptor);
        linker.DefineFunction(ModuleName, "fd_seek", (int _, long _, int _, int _) => NotSupported);
        linker.DefineFunction(
            ModuleName,
            "fd_write",
            (int descriptor, int parts, int count, int written) => Write(descriptor, parts, count, written)
        );
        linker.DefineFunction(ModuleName, "proc_exit", (int code) => Exit(code));
        linker.DefineFunction(ModuleName, "random_get", (int at, int count) => FillRandom(at, count));
        linker.DefineFunction(ModuleName, "sched_yield", () => Success);
    }

    private void Exit(int code)
    {
        host.Accuse($"ended itself with exit code {code}");
        throw new EndpointException($"ended itself with exit code {code}");
    }

    private int FillRandom(int at, int count)
    {
        if (!memory.TryGet(at, count, "asks for random bytes in a buffer of", out Span<byte> bytes))
        {
            return Fault;
        }

        host.FillRandom(bytes);
        return Success;
    }

    private int WriteZeros(int first, int second) => WriteNumber(first, 0) == Success ? WriteNumber(second, 0) : Fault;

    private int WriteNumber(int at, uint value)
    {
        if (!memory.TryGet(at, sizeof(uint), "asks for a number in", out Span<byte> to))
        {
            return Fault;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(to, value);
        return Success;
    }

    private int WriteTime(int at, long value)
    {
        if (!memory.TryGet(at, sizeof(long), "asks for the time in", out Span<byte> to))
        {
            return Fault;
        }

        BinaryPrimitives.WriteInt64LittleEndian(to, value);
        return Success;
    }

    private int DescribeDescriptor(int descriptor, int at)
    {
        const int size = 24;
        const byte characterDevice = 2;
        if (!_lines.ContainsKey(descriptor))
        {
            return BadDescriptor;
        }

        if (!memory.TryGet(at, size, "asks about a descriptor in", out Span<byte> to))
        {
            return Fault;
        }

        to.Clear();
        to[0] = characterDevice;
        return Success;
    }

    private int Write(int descriptor, int parts, int count, int written)
    {
        const int partSize = 8;
        if (!_lines.TryGetValue(descriptor, out List<byte>? line))
        {
            return BadDescriptor;
        }

        uint total = 0;
        for (int i = 0; i < count; i++)
        {
            if (!memory.TryGet(parts + (i * partSize), partSize, "writes from", out Span<byte> part))
            {
                return Fault;
            }

            int address = BinaryPrimitives.ReadInt32LittleEndian(part);
            int length = BinaryPrimitives.ReadInt32LittleEndian(part[4..]);
            if (!memory.TryGet(address, length, "writes from", out Span<byte> bytes))
            {
                return Fault;
            }

            Append(line, bytes);
            total += (uint)length;
        }

        return WriteNumber(written, total);
    }

    private void Append(List<byte> line, ReadOnlySpan<byte> bytes)
    {
        foreach (byte each in bytes)
        {
            if (each == (byte)'\n')
            {
                host.Say(line.ToArray());
                line.Clear();
            }
            else if (line.Count < EndpointContract.LongestText)
            {
                line.Add(each);
            }
        }
    }
}
