using JumpingVpn.Cli.Demonstration;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Client;

/// <summary>A client that does what it is asked to, says goodbye to the server, and sums up what it went through.</summary>
internal static class PlayProgram
{
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(1);

    /// <summary>Runs it to its end, or until <see cref="Surroundings.Stop"/>.</summary>
    /// <param name="run">What is done.</param>
    /// <param name="addresses">The server's.</param>
    /// <param name="settings">The session's.</param>
    /// <param name="record">What is recorded, and where besides the console.</param>
    /// <param name="surroundings">Where output goes and when to end.</param>
    public static async Task<Outcome> RunAsync(
        IClientRun run,
        IReadOnlyList<TransportAddress> addresses,
        ClientSettings settings,
        RecordOptions record,
        Surroundings surroundings
    )
    {
        surroundings = surroundings.WithRecordIn(record.File);
        var events = new EventStream(record, surroundings);
        Outcome outcome;
        await using (events)
        {
            await using ServerSearch<ClientSession> search = SessionSearch.Of(addresses, settings, events, surroundings);
            try
            {
                outcome = await search.FindAsync() is { } session
                    ? await PlayAsync(run, session, events, surroundings)
                    : Outcome.Failure(search.WhyNone);
            }
            catch (OperationCanceledException) when (surroundings.Stop.IsCancellationRequested)
            {
                outcome = Outcome.Stopped(surroundings);
            }
        }

        return events.Judge(outcome);
    }

    private static async Task<Outcome> PlayAsync(IClientRun run, ClientSession session, EventStream events, Surroundings surroundings)
    {
        var statistics = new ClientStatistics();
        session.Listen(statistics);
        var play = new ClientPlay(session, statistics, surroundings.Clock);
        Outcome outcome;
        try
        {
            outcome = await run.RunAsync(play, surroundings.Stop) is { } missing ? Outcome.Failure($"{missing}.") : Outcome.Success;
        }
        catch (OperationCanceledException) when (surroundings.Stop.IsCancellationRequested)
        {
            PlayResult settled = await play.SettleAsync(FarewellPatience, CancellationToken.None);
            outcome =
                !run.IsEndless ? Outcome.Interrupted(surroundings, "interrupted before the end.")
                : settled.Succeeded ? Outcome.Stopped(surroundings)
                : Outcome.Failure($"{settled.Note}.");
        }

        await session.DisposeAsync();
        ClientSummary summary = statistics.Summary;
        events.Record(summary);
        if (surroundings.Terminal is not null)
        {
            await surroundings.Out.WriteLineAsync(string.Join('\n', summary.Lines));
        }

        outcome = outcome is { Code: ExitCode.Success } && summary.Lost > 0 ? Outcome.Failure(Lost(summary)) : outcome;
        return outcome;
    }

    private static string Lost(ClientSummary summary) => FormattableString.Invariant($"messages that were not delivered: {summary.Lost}.");
}
