namespace JumpingVpn.Cli.Tests.Reality;

/// <summary>Compares what was reported of a story with the simulator's account.</summary>
internal static class Accounts
{
    /// <summary>What two accounts of a time may differ by, besides what the machine is late.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(50);

    /// <summary>The first difference, in words; null where every actor reports the same events in the same order at the same
    /// times.</summary>
    public static string? Difference(IReadOnlyList<AccountLine> simulated, Performance played) =>
        simulated
            .Select(line => line.Actor)
            .Distinct()
            .Select(actor => Difference(Of(simulated, actor), Of(played.Account, actor), Tolerance + played.Lateness))
            .FirstOrDefault(difference => difference is not null);

    private static AccountLine[] Of(IEnumerable<AccountLine> account, string actor) => [.. account.Where(line => line.Actor == actor)];

    private static string? Difference(AccountLine[] expected, AccountLine[] found, TimeSpan tolerance)
    {
        for (int i = 0; i < Math.Max(expected.Length, found.Length); i++)
        {
            AccountLine? wanted = expected.ElementAtOrDefault(i);
            AccountLine? real = found.ElementAtOrDefault(i);
            if (wanted?.What != real?.What || AreOff(wanted!, real!, tolerance))
            {
                return $"event {i + 1} of {(wanted ?? real)!.Actor}: the simulator says {Text(wanted)}, the kernel {Text(real)}";
            }
        }

        return null;
    }

    private static bool AreOff(AccountLine one, AccountLine other, TimeSpan tolerance) =>
        one.Spans.Count != other.Spans.Count
        || one.Spans.Prepend(one.At).Zip(other.Spans.Prepend(other.At)).Any(pair => (pair.First - pair.Second).Duration() >= tolerance);

    private static string Text(AccountLine? line) =>
        line is null
            ? "nothing"
            : $"{line.At.TotalSeconds:0.000} s {line.What}{string.Concat(line.Spans.Select(span => $" {span.TotalMilliseconds} ms"))}";
}
