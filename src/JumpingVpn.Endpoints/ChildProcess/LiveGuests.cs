using System.Runtime.InteropServices;

namespace JumpingVpn.Endpoints.ChildProcess;

/// <summary>The child processes that live, so that none is left behind when this process ends in the midst of a call: they lead sessions of
/// their own, which no signal for this one reaches.</summary>
internal static class LiveGuests
{
    private const int KillSignal = 9;

    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Ids = [];

    static LiveGuests() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => EndAll();

    public static void Add(int id)
    {
        lock (Gate)
        {
            Ids.Add(id);
        }
    }

    public static void Remove(int id)
    {
        lock (Gate)
        {
            Ids.Remove(id);
        }
    }

    /// <summary>Ends them at once, each with all of its group.</summary>
    public static void EndAll()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        lock (Gate)
        {
            foreach (int id in Ids)
            {
                EndGroup(id);
                _ = Kill(id, KillSignal);
            }
        }
    }

    /// <summary>Ends the group that a process leads, or led. Not on Windows.</summary>
    public static void EndGroup(int id) => _ = Kill(-id, KillSignal);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
