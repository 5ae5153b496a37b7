using System.Diagnostics.Metrics;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Metrics;

/// <summary>
/// The instruments of a running server, for whoever listens to the meter. All but the latency are read when somebody collects, so that a
/// datagram costs nothing for them. It stands before the record as a sink.
/// </summary>
/// <remarks>Thread rule: collecting from any thread; events under the driver's lock.</remarks>
internal sealed class ServerMeter : ISessionEventSink, IDisposable
{
    /// <summary>The bounds of the latency's buckets, in seconds: a switch under way, and a night without a network.</summary>
    public static readonly double[] LatencyBounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600];

    private readonly Meter _meter = new(ServerMetrics.MeterName);
    private readonly ISessionEventSink _next;
    private readonly Histogram<double> _latency;
    private ServerReading? _reading;

    /// <summary>Makes the instruments, which have no values before <see cref="Observe"/>.</summary>
    /// <param name="next">Gets all events that it wants.</param>
    public ServerMeter(ISessionEventSink next)
    {
        _next = next;
        ServerMetric latency = ServerMetrics.ReattachLatency;
        _latency = _meter.CreateHistogram(
            latency.Name,
            latency.Unit,
            latency.Description,
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = LatencyBounds }
        );
        foreach (ServerMetric metric in ServerMetrics.All)
        {
            switch (metric.Kind)
            {
                case MetricKind.Counter:
                    _meter.CreateObservableCounter(metric.Name, () => Read(metric), metric.Unit, metric.Description);
                    break;
                case MetricKind.Gauge:
                    _meter.CreateObservableGauge(metric.Name, () => Read(metric), metric.Unit, metric.Description);
                    break;
                default:
                    break; // the latency, which events tell
            }
        }
    }

    /// <inheritdoc/>
    public SessionEventKinds Kinds => _next.Kinds | SessionEventKinds.Of(SessionEventKind.TransportSwitch);

    /// <summary>From now on there are values.</summary>
    public void Observe(ServerReading reading) => Volatile.Write(ref _reading, reading);

    /// <inheritdoc/>
    public void OnEvent(ISessionEvent e, TimeSpan at)
    {
        if (e is TransportSwitch moved)
        {
            _latency.Record(moved.Silence.TotalSeconds);
        }

        if (_next.Kinds.Contains(e.Kind))
        {
            _next.OnEvent(e, at);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Read(ServerMetric metric) =>
        Volatile.Read(ref _reading) is { } reading
            ? metric
                .Read(reading)
                .Select(value =>
                    metric.Label is { } label
                        ? new Measurement<long>(value.Value, KeyValuePair.Create(label, (object?)value.Label))
                        : new Measurement<long>(value.Value)
                )
            : [];
}
