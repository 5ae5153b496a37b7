using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace JumpingVpn.Sockets.Linux;

/// <summary>
/// The wait of Linux: what it costs does not grow with the number of sockets (man 7 epoll), and it ends within some tens of microseconds
/// of its time (man 2 timerfd_create), where the timeout of the call itself counts milliseconds.
/// </summary>
internal sealed unsafe class EpollReadiness : IReadiness
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int MonotonicClock = 1;
    private const int AbsoluteTime = 1;
    private const int AddToSet = 1;
    private const int RemoveFromSet = 2;
    private const uint Readable = 1;
    private const long Bell = -1;
    private const long Timer = -2;
    private const int MostEvents = 64;
    private const long NanosecondsPerSecond = 1_000_000_000;

    // struct epoll_event is packed on x64, and on no other processor.
    private static readonly int NumberOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventLength = NumberOffset + sizeof(long);

    private readonly SafeFileHandle _set;
    private readonly SafeFileHandle _bell;
    private readonly SafeFileHandle _timer;
    private readonly byte[] _events = GC.AllocateArray<byte>(MostEvents * EventLength, pinned: true);
    private long _armedFor = long.MaxValue;

    public EpollReadiness()
    {
        _set = Opened(LibC.CreateEventSet(CloseOnExec));
        _bell = Opened(LibC.CreateBell(0, CloseOnExec | NonBlocking));
        _timer = Opened(LibC.CreateTimer(MonotonicClock, CloseOnExec | NonBlocking));
        Watch(_bell, Bell);
        Watch(_timer, Timer);
    }

    public void Add(UdpEndpoint endpoint, int number)
    {
        byte* wanted = stackalloc byte[EventLength];
        Write(wanted, number);
        if (LibC.ChangeEventSet(_set, AddToSet, endpoint.Handle, wanted) != 0)
        {
            throw Refused();
        }
    }

    public void Remove(UdpEndpoint endpoint)
    {
        if (endpoint.IsClosed)
        {
            return; // and so in no set
        }

        byte* unused = stackalloc byte[EventLength];
        try
        {
            _ = LibC.ChangeEventSet(_set, RemoveFromSet, endpoint.Handle, unused);
        }
        catch (ObjectDisposedException)
        {
            // It was closed meanwhile.
        }
    }

    public void Wake()
    {
        ulong one = 1;
        try
        {
            _ = LibC.Write(_bell, &one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits any more.
        }
    }

    public int Wait(Span<int> ready, long due)
    {
        bool isDue = due <= Stopwatch.GetTimestamp();
        if (!isDue && due != _armedFor)
        {
            Arm(due);
        }

        fixed (byte* events = _events)
        {
            int most = Math.Min(ready.Length, MostEvents);
            int count = LibC.WaitForEvents(_set, events, most, isDue ? 0 : -1);
            int found = 0;
            for (int i = 0; i < count; i++)
            {
                long number = BinaryPrimitives.ReadInt64LittleEndian(new ReadOnlySpan<byte>(events + (i * EventLength) + NumberOffset, 8));
                if (number >= 0)
                {
                    ready[found++] = (int)number;
                }
                else if (number == Bell)
                {
                    ulong rung;
                    _ = LibC.Read(_bell, &rung, sizeof(ulong));
                }
            }

            return found;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _bell.Dispose();
        _set.Dispose();
    }

    /// <summary>Sets the timer, which also takes back that it has fired; no time disarms it.</summary>
    private void Arm(long due)
    {
        _armedFor = due;
        TimerSetting setting = default;
        if (due != long.MaxValue)
        {
            // The clock of the timestamps is the timer's, in nanoseconds.
            setting.Seconds = (nint)(due / NanosecondsPerSecond);
            setting.Nanoseconds = (nint)(due % NanosecondsPerSecond);
        }

        _ = LibC.SetTimer(_timer, AbsoluteTime, setting, 0);
    }

    private void Watch(SafeFileHandle file, long number)
    {
        byte* wanted = stackalloc byte[EventLength];
        Write(wanted, number);
        if (LibC.ChangeEventSet(_set, AddToSet, file, wanted) != 0)
        {
            throw Refused();
        }
    }

    private static void Write(byte* wanted, long number)
    {
        new Span<byte>(wanted, EventLength).Clear();
        *(uint*)wanted = Readable;
        BinaryPrimitives.WriteInt64LittleEndian(new Span<byte>(wanted + NumberOffset, sizeof(long)), number);
    }

    private static SafeFileHandle Opened(int descriptor) =>
        descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Refused();

    private static InvalidOperationException Refused() =>
        new($"The system does not watch another socket: {Marshal.GetLastPInvokeErrorMessage()}. Close some, or raise the limit.");
}
