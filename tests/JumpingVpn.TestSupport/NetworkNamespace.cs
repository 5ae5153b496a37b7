using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace JumpingVpn.TestSupport;

/// <summary>
/// Its own network in this machine's kernel: interfaces, addresses and routes that nothing else sees. What <see cref="Run{T}"/>
/// opens belongs to it for ever, whatever thread uses it. Disposal removes it with everything in it.
/// </summary>
/// <remarks>A thread that has entered a namespace never serves anything else. Needs root and <c>ip</c> of iproute2.</remarks>
public sealed partial class NetworkNamespace : IDisposable
{
    private const int NewNetwork = 0x4000_0000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static int _made;

    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    /// <summary>Makes an empty one with a loopback interface that is up.</summary>
    public NetworkNamespace()
    {
        Name = $"jumpingvpn-{Environment.ProcessId}-{Interlocked.Increment(ref _made)}";
        Call("ip", $"netns add {Name}");
        _thread = new Thread(Work) { IsBackground = true, Name = Name };
        _thread.Start();
        Run(() => Enter(Name));
        Ip("link set lo up");
    }

    /// <summary>Its name, for <c>ip netns exec</c>.</summary>
    public string Name { get; }

    /// <summary>Why there can be no namespace here; null where there can.</summary>
    public static string? WhyUnavailable()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "network namespaces are Linux's own";
        }

        if (Environment.UserName != "root")
        {
            return "making a network namespace takes root";
        }

        try
        {
            using NetworkNamespace probe = new();
            probe.Ip("link add probe type veth peer name other");
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or IOException)
        {
            return $"no network namespace can be made here: {exception.Message.TrimEnd()}";
        }
    }

    /// <summary>Runs <c>ip</c> in it.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is its own.</exception>
    public void Ip(string arguments) => Call("ip", $"-n {Name} {arguments}");

    /// <summary>Runs a program in it, to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is its own.</exception>
    public void Execute(string program, string arguments) => Call("ip", $"netns exec {Name} {program} {arguments}");

    /// <summary>Joins an interface of this namespace to one of another by a virtual cable; both are up.</summary>
    public void Join(string own, NetworkNamespace other, string others)
    {
        ArgumentNullException.ThrowIfNull(other);
        Ip($"link add {own} type veth peer name {others} netns {other.Name}");
        Ip($"link set {own} up");
        other.Ip($"link set {others} up");
    }

    /// <summary>Does something on a thread inside of it, and waits for it.</summary>
    public T Run<T>(Func<T> action)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(action());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task.WaitAsync(Limit).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join(Limit);
        Call("ip", $"netns delete {Name}");
        _work.Dispose();
    }

    private static bool Enter(string name)
    {
        using SafeFileHandle file = File.OpenHandle($"/var/run/netns/{name}");
        return SetNamespace(file, NewNetwork) == 0
            ? true
            : throw new InvalidOperationException($"setns: error {Marshal.GetLastPInvokeError()}");
    }

    private static void Call(string program, string arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true }
        )!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {arguments}: {error}");
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeHandle handle, int kind);

    private void Work()
    {
        foreach (Action action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }
}
