using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace JumpingVpn.Benchmarks.Gateway;

/// <summary>A server in a process of its own, so that its processor time is its own, log and collector included. What it prints is
/// read and forgotten.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, IPEndPoint address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where it serves.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Its processor time so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            string tasks = $"/proc/{_process.Id}/task"; // to the nanosecond, where the process's own figure is in hundredths of a second
            if (!Directory.Exists(tasks))
            {
                _process.Refresh();
                return _process.TotalProcessorTime;
            }

            long nanoseconds = Directory
                .GetDirectories(tasks)
                .Sum(task => long.Parse(File.ReadAllText($"{task}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture));
            return TimeSpan.FromMicroseconds(nanoseconds / 1_000.0);
        }
    }

    /// <summary>Its memory, as the system counts it, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary><c>jumpingvpn server</c> on any port.</summary>
    public static ServerProcess Gateway(params string[] options) =>
        Start(["jumpingvpn.dll", "server", "--bind", "127.0.0.1:0", .. options]);

    /// <summary>The plain echo.</summary>
    public static ServerProcess Echo() => Start(["JumpingVpn.Benchmarks.dll", PlainEcho.Argument]);

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static ServerProcess Start(string[] arguments)
    {
        arguments[0] = Path.Combine(AppContext.BaseDirectory, arguments[0]);
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) != "dotnet")
        {
            start.FileName = "dotnet";
        }

        Process process = Process.Start(start)!;
        using JsonDocument first = JsonDocument.Parse(process.StandardOutput.ReadLine()!);
        IPEndPoint address = IPEndPoint.Parse(first.RootElement.GetProperty("bind").GetString()!);
        Stream output = process.StandardOutput.BaseStream;
        var reader = new Thread(() => Forget(output)) { IsBackground = true };
        reader.Start();
        return new ServerProcess(process, address);
    }

    private static void Forget(Stream output)
    {
        byte[] buffer = new byte[1 << 16];
        while (output.Read(buffer) > 0) { }
    }
}
