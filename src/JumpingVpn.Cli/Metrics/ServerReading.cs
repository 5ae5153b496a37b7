using JumpingVpn.Cli.Logging;
using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Metrics;

/// <summary>What the metrics are read from.</summary>
/// <param name="Driver">The running server.</param>
/// <param name="Events">Its record.</param>
internal sealed record ServerReading(SessionServerDriver Driver, EventStream Events)
{
    /// <summary>Reads counters while nothing else touches them.</summary>
    public IReadOnlyList<(string Label, long Value)> Of(Func<SessionServer, IEnumerable<(string Label, long Value)>> read) =>
        Driver.Inspect(core => (IReadOnlyList<(string, long)>)[.. read(core)]);
}
