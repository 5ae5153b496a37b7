using JumpingVpn.Cli.Client.View;
using JumpingVpn.Cli.Forwarding;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Client.Carrying;

/// <summary>Lets a person at a terminal look on while datagrams are carried, and break what carries them.</summary>
internal static class CarriedScreen
{
    /// <summary>Carries until the person leaves, or the program is to stop.</summary>
    /// <param name="forward">What is carried.</param>
    /// <param name="listen">When the socket is to die.</param>
    /// <param name="addresses">The server's.</param>
    /// <param name="settings">The sessions'.</param>
    /// <param name="events">Where the events go.</param>
    /// <param name="surroundings">The terminal, the clock, and when to end.</param>
    public static async Task<Outcome> RunAsync(
        ForwardClient forward,
        ListenOptions listen,
        IReadOnlyList<TransportAddress> addresses,
        ClientSettings settings,
        EventStream events,
        Surroundings surroundings
    )
    {
        ITerminal terminal = surroundings.Terminal!;
        var notes = new Notes(surroundings.Clock);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(surroundings.Stop);
        var carrier = new Carrier(
            forward,
            listen,
            addresses,
            settings,
            events,
            surroundings with
            {
                Stop = leave.Token,
                Warn = warning => notes.Add(NoteKind.Bad, warning),
            }
        )
        {
            Audience = new QuietNotes(notes),
        };
        var hand = new Hand(() => carrier.Play, notes, canSend: false);
        notes.Add(NoteKind.Good, $"datagrams to {forward.Local} are carried to the server; anybody on the path can read them");
        Task<Outcome> carrying = carrier.RunAsync();
        var screen = new LiveScreen(terminal, notes, hand, surroundings.Clock);
        try
        {
            await screen.RunAsync(() => Show(carrier, hand, forward), carrying, surroundings.Stop);
        }
        catch (OperationCanceledException) when (surroundings.Stop.IsCancellationRequested)
        {
            // the carrier ends by the same token, and says how
        }

        await leave.CancelAsync();
        Outcome outcome = await carrying;
        await surroundings.Out.WriteLineAsync(forward.Summary);
        return outcome;
    }

    private static ScreenState Show(Carrier carrier, Hand hand, ForwardClient forward) =>
        carrier.Play is { } play
            ? ScreenStates.Of(play, hand, [forward.Summary, play.Statistics.Summary.Lines.Last()])
            : ScreenStates.None(hand, [forward.Summary]);
}
