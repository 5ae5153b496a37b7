using System.Text.Json.Nodes;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Reality;

/// <summary>The client of a story: a namespace with its interfaces, and a process in it that does what it is told.</summary>
internal sealed class KernelPhone : IAsyncDisposable
{
    private readonly CliProcess _process;
    private readonly string _name;
    private int _sent;
    private int _told;

    private KernelPhone(string name, NetworkNamespace host, CliProcess process)
    {
        _name = name;
        Host = host;
        _process = process;
    }

    public NetworkNamespace Host { get; }

    /// <summary>Its addresses by the name of the interface; the first is <c>eth0</c>.</summary>
    public Dictionary<string, string> Addresses { get; } = [];

    /// <summary>What it has reported since its session began.</summary>
    public List<JsonObject> Events => [.. _process.Out.Lines.Skip(_told).Select(line => JsonNode.Parse(line)!.AsObject())];

    public static KernelPhone Start(string name)
    {
        var host = new NetworkNamespace();
        string peer = Path.Combine(AppContext.BaseDirectory, "JumpingVpn.Peer.dll");
        return new KernelPhone(name, host, KernelInternet.Start(host, CliProcess.DotnetPath, peer, KernelInternet.GatewayAddress));
    }

    /// <summary>Plays through what a story may do once, so that no story waits for the compiler of a process.</summary>
    public async Task WarmUpAsync()
    {
        await ConnectAsync();
        await SendAsync(1);
        await WaitForAsync("DataRoundtrip");
        await DieAsync();
        await AttachAsync("eth0");
        await _process.WriteLineAsync("end");
        await WaitForAsync("SessionTerminated");
        _process.Hurry();
    }

    public async Task ConnectAsync()
    {
        _sent = 0;
        _told = _process.Out.Lines.Count;
        await _process.WriteLineAsync($"connect {Addresses["eth0"]}");
        await WaitForAsync("SessionEstablished");
    }

    public async Task SendAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await _process.WriteLineAsync($"send {_name} {++_sent}");
        }
    }

    public Task DieAsync() => _process.WriteLineAsync("die");

    public Task EndAsync() => _process.WriteLineAsync("end");

    /// <summary>Reattaches from a new socket and waits for the answer.</summary>
    public async Task AttachAsync(string interfaceName)
    {
        int answers = Count("ReattachResult");
        await _process.WriteLineAsync($"attach {Addresses[interfaceName]}");
        await WaitForAsync("ReattachResult", answers + 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Host.Dispose();
    }

    private int Count(string name) => Events.Count(e => e["event"]!.GetValue<string>() == name);

    private Task<string> WaitForAsync(string name, int count = 1)
    {
        int earlier = _process.Out.Lines.Take(_told).Count(line => line.Contains($"\"event\":\"{name}\"", StringComparison.Ordinal));
        return _process.Out.WaitForAsync($"\"event\":\"{name}\"", earlier + count);
    }
}
