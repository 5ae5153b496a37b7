namespace JumpingVpn.Cli.Metrics;

/// <summary>One metric of the server.</summary>
/// <param name="Name">Its name, as OpenTelemetry writes it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Unit">Its unit, in the notation of UCUM.</param>
/// <param name="Label">The attribute that tells its values apart; null if there is one value.</param>
/// <param name="Description">What it says, for the exposition and for the page.</param>
/// <param name="Read">Reads its values, each with that of the attribute; nothing for a histogram, which is told by events.</param>
internal sealed record ServerMetric(
    string Name,
    MetricKind Kind,
    string Unit,
    string? Label,
    string Description,
    Func<ServerReading, IEnumerable<(string Label, long Value)>> Read
)
{
    /// <summary>Its name in the exposition of Prometheus.</summary>
    public string PrometheusName =>
        Name.Replace('.', '_')
        + Kind switch
        {
            MetricKind.Counter => "_total",
            MetricKind.Histogram => "_seconds",
            _ => "",
        };
}
