using System.Net;
using JumpingVpn.Cli.Arguments;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace JumpingVpn.Cli.Metrics;

/// <summary>
/// Hands the meter's values out by OpenTelemetry's exporters: on request to Prometheus, every so often to a collector by OTLP. Only who
/// asks for one of them has the libraries loaded.
/// </summary>
internal static class MetricsExport
{
    /// <summary>The path that Prometheus asks for.</summary>
    public const string Path = "/metrics";

    private const int MillisecondsBetween = 10_000;

    /// <summary>Begins to hand out; a sentence if the address cannot be served.</summary>
    /// <param name="serve">The address for Prometheus; null for none.</param>
    /// <param name="collector">The collector; null for none.</param>
    public static Parsed<IDisposable?> TryStart(IPEndPoint? serve, Uri? collector)
    {
        try
        {
            MeterProviderBuilder builder = Sdk.CreateMeterProviderBuilder()
                .AddMeter(ServerMetrics.MeterName)
                .ConfigureResource(resource => resource.AddService("jumpingvpn-server"));
            if (serve is not null)
            {
                builder.AddPrometheusHttpListener(options =>
                {
                    options.Host = HostOf(serve);
                    options.Port = serve.Port;
                    options.ScrapeEndpointPath = Path;
                    options.ScopeInfoEnabled = false;
                    options.ScrapeResponseCacheDurationMilliseconds = 0;
                });
            }

            if (collector is not null)
            {
                builder.AddOtlpExporter(
                    (options, reader) =>
                    {
                        options.Endpoint = collector;
                        options.Protocol = OtlpExportProtocol.HttpProtobuf;
                        reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = MillisecondsBetween;
                    }
                );
            }

            return builder.Build();
        }
        catch (Exception failure) when (failure is HttpListenerException or InvalidOperationException)
        {
            return Parsed<IDisposable?>.Invalid(failure.Message.TrimEnd('.'));
        }
    }

    /// <summary>The host of an address as a URL has it.</summary>
    public static string HostOf(IPEndPoint address) =>
        $"{(address.Address.ToString() is var text && text.Contains(':') ? $"[{text}]" : text)}";
}
