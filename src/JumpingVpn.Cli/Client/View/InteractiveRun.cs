using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.Client.View;

/// <summary>Lets a person at a terminal play with the session.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="clock">The time.</param>
internal sealed class InteractiveRun(ITerminal terminal, TimeProvider clock) : IClientRun
{
    /// <inheritdoc/>
    public bool IsEndless => true;

    /// <inheritdoc/>
    public async Task<string?> RunAsync(ClientPlay play, CancellationToken stop)
    {
        var notes = new Notes(clock);
        play.Session.Listen(new BothSinks(play.Statistics, notes));
        notes.Add(NoteKind.Good, $"a session with {play.Session.Server}; type to send, or press a key of the last row");
        var hand = new Hand(() => play, notes, canSend: true);
        var screen = new LiveScreen(terminal, notes, hand, clock);
        await screen.RunAsync(() => ScreenStates.Of(play, hand), play.Session.Ended, stop);
        if (play.Session.Ended.IsCompleted)
        {
            return play.WhyEnded();
        }

        PlayResult settled = await play.SettleAsync(TimeSpan.FromSeconds(1), stop);
        return settled.Succeeded ? null : settled.Note;
    }
}
