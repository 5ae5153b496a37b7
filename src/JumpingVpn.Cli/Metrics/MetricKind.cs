namespace JumpingVpn.Cli.Metrics;

/// <summary>What kind of instrument a metric is.</summary>
internal enum MetricKind
{
    /// <summary>It only grows, from 0 at the start of the server.</summary>
    Counter,

    /// <summary>It is what it is now.</summary>
    Gauge,

    /// <summary>A distribution of durations.</summary>
    Histogram,
}
