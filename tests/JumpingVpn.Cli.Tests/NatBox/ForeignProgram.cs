using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.NatBox;

/// <summary>A program that knows nothing of us, ended with this object whatever happens.</summary>
internal sealed class ForeignProgram : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private ForeignProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += Take;
        process.ErrorDataReceived += Take;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it wrote so far, on both of its outputs.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Why a test of these programs cannot run here; null where it can.</summary>
    public static string? Missing(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (!InstalledProgram.IsThere(name))
            {
                return $"{name} is not installed here";
            }
        }

        return null;
    }

    public static ForeignProgram Start(string name, string arguments, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", $"PATH=$PATH:/usr/sbin exec {name} {arguments}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string variable, string value) in environment)
        {
            start.Environment[variable] = value;
        }

        return new ForeignProgram(Process.Start(start)!);
    }

    public async Task WriteAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until it wrote something.</summary>
    public async Task<string> WaitForAsync(string part)
    {
        long start = Stopwatch.GetTimestamp();
        while (!Output.Contains(part, StringComparison.Ordinal))
        {
            if (Stopwatch.GetElapsedTime(start) > Limit)
            {
                throw new TimeoutException($"There is no `{part}` in:\n{Output}");
            }

            await Task.Delay(20);
        }

        return Output;
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int Code, string Output)> EndAsync()
    {
        using CancellationTokenSource patience = new(Limit);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, Output);
    }

    public static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Take(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }
}
