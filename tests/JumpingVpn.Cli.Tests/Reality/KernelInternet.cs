using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Reality;

/// <summary>The public side of the stories: a namespace with a gateway, a process of the real program, that serves them all.</summary>
internal sealed class KernelInternet : IAsyncDisposable
{
    /// <summary>Where the gateway serves.</summary>
    public const string GatewayAddress = "203.0.113.10:9999";

    private CliProcess? _gateway;
    private int _nats;

    public KernelInternet() => Namespace.Ip("address add 203.0.113.10/32 dev lo");

    public NetworkNamespace Namespace { get; } = new();

    /// <summary>The events of the gateway.</summary>
    public LineCapture Events => _gateway!.Out;

    /// <summary>Why there can be none of this here; null where there can.</summary>
    public static string? WhyUnavailable() =>
        NetworkNamespace.WhyUnavailable()
        ?? Array.Find(["nft", "conntrack", "sysctl", "iptables"], program => !InstalledProgram.IsThere(program)) switch
        {
            { } missing => $"{missing} is not installed",
            null => null,
        };

    /// <summary>Starts a program in a namespace.</summary>
    public static CliProcess Start(NetworkNamespace where, params string[] program) =>
        CliProcess.StartOther(["ip", "netns", "exec", where.Name, .. program]);

    public async Task StartGatewayAsync()
    {
        string[] options = ["--log-level", "debug", "--log-payload"];
        _gateway = Start(Namespace, [.. CliProcess.Program, "server", "--bind", GatewayAddress, .. options]);
        await _gateway.Out.WaitForAsync("ServerStart");
    }

    /// <summary>Lets the gateway go before other work of the machine.</summary>
    public void HurryGateway() => _gateway!.Hurry();

    public KernelNat AddNat(string insideNetwork) => new(Namespace, Interlocked.Increment(ref _nats), insideNetwork);

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        Namespace.Dispose();
    }
}
