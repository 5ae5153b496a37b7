using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace JumpingVpn.Benchmarks.Gateway;

/// <summary>A server in its own process, so that its processor time is its own, log and collector included. What it prints is
/// read and forgotten.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int Pieces = 256; // of 64 KiB at most: more than waits in a record

    private readonly Process _process;
    private readonly Thread _reader;
    private readonly Queue<byte[]> _last = new();

    private ServerProcess(Process process, IPEndPoint address)
    {
        _process = process;
        _reader = new Thread(Read) { IsBackground = true };
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

    /// <summary>Ends it in order, and gives its totals.</summary>
    public async Task<JsonElement> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-s", "TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _reader.Join();
        string[] lines = Encoding.UTF8.GetString([.. _last.SelectMany(piece => piece)]).Split('\n');
        string totals = lines.Last(line => line.Contains("\"event\":\"ServerStop\"", StringComparison.Ordinal));
        return JsonDocument.Parse(totals).RootElement.Clone(); // events of rooms that come after its own may stand behind it
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    private static ServerProcess Start(string[] arguments)
    {
        arguments[0] = Path.Combine(AppContext.BaseDirectory, arguments[0]);
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true };
        start.Environment["DOTNET_TieredCompilation"] = "0"; // all is compiled at once: on a busy machine the second tier comes late
        if (Path.GetFileNameWithoutExtension(start.FileName) != "dotnet")
        {
            start.FileName = "dotnet";
        }

        Process process = Process.Start(start)!;
        using var first = JsonDocument.Parse(process.StandardOutput.ReadLine()!);
        var address = IPEndPoint.Parse(first.RootElement.GetProperty("bind").GetString()!);
        Stream output = process.StandardOutput.BaseStream;
        var server = new ServerProcess(process, address);
        server._reader.Start(output);
        return server;
    }

    /// <summary>Reads all that is printed, and keeps the last of it.</summary>
    private void Read(object? output)
    {
        byte[] buffer = new byte[1 << 16];
        for (int length; (length = ((Stream)output!).Read(buffer)) > 0; )
        {
            _last.Enqueue(buffer[..length]);
            while (_last.Count > Pieces)
            {
                _last.Dequeue();
            }
        }
    }
}
