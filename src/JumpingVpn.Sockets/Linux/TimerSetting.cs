using System.Runtime.InteropServices;

namespace JumpingVpn.Sockets.Linux;

/// <summary><c>struct itimerspec</c>: how often, and when first.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimerSetting
{
    public nint IntervalSeconds;
    public nint IntervalNanoseconds;
    public nint Seconds;
    public nint Nanoseconds;
}
