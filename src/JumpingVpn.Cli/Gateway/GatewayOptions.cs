using System.Net;

namespace JumpingVpn.Cli.Gateway;

/// <summary>How a server is operated: who may look at it, and how it ends.</summary>
internal sealed record GatewayOptions
{
    /// <summary>Where Prometheus and health checks ask; a loopback address. Default: null, nowhere.</summary>
    public IPEndPoint? Metrics { get; init; }

    /// <summary>The OpenTelemetry collector that metrics are sent to. Default: null, none.</summary>
    public Uri? Collector { get; init; }

    /// <summary>The path of the control socket. Default: null, none.</summary>
    public string? Control { get; init; }

    /// <summary>How long sessions may go on when the server is to end. Default: not at all.</summary>
    public TimeSpan Drain { get; init; }
}
