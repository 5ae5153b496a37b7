using System.Globalization;
using Wasmtime;

namespace JumpingVpn.Endpoints.WebAssembly;

/// <summary>The memory of one instance. It may grow, and move, whenever the guest runs.</summary>
internal sealed class GuestMemory(IEndpointHost host)
{
    private const long CallCost = 1_000;

    private Memory? _memory;
    private Store? _store;

    /// <summary>From now on what the host does for the guest costs fuel of this store.</summary>
    public void Attach(Store store) => _store = store;

    public void Attach(Memory memory) => _memory = memory;

    public long Length => _memory!.GetLength();

    public Span<byte> All => _memory!.GetSpan(0, checked((int)_memory.GetLength()));

    /// <summary>All of it, after it has grown where it was smaller.</summary>
    public Span<byte> AllOfAtLeast(int length)
    {
        long missing = length - Length;
        if (missing > 0)
        {
            _memory!.Grow((missing + Memory.PageSize - 1) / Memory.PageSize);
        }

        return All;
    }

    /// <summary>A part of it as the guest names it; a part that is not there is the guest's breach.</summary>
    public bool TryGet(int address, int length, string what, out Span<byte> part)
    {
        // Both are unsigned 32-bit numbers in the guest.
        PayForCall();
        long begin = (uint)address;
        long count = (uint)length;
        if (_memory is null)
        {
            part = default;
            host.Accuse("asks something of its host in its start function, where it may not");
            return false;
        }

        if (begin + count > _memory.GetLength())
        {
            part = default;
            host.Accuse(string.Create(CultureInfo.InvariantCulture, $"{what} {count} bytes at {begin} of its memory, which has {Length}"));
            return false;
        }

        Pay(count);
        part = _memory.GetSpan(begin, (int)count);
        return true;
    }

    /// <summary>A call of the host costs a guest some instructions of its own time, but the host much more.</summary>
    public void PayForCall() => Pay(CallCost);

    /// <summary>A byte that the host reads or writes costs as much as an instruction; otherwise a loop of few instructions, each of which
    /// asks for many bytes, would keep the host busy for hours. Without fuel the guest traps when it goes on.</summary>
    private void Pay(long count)
    {
        if (_store is { } store)
        {
            ulong fuel = store.Fuel;
            store.Fuel = fuel > (ulong)count ? fuel - (ulong)count : throw new OutOfFuelException();
        }
    }
}
