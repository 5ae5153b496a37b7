using JumpingVpn.Cli.Client.Script;

namespace JumpingVpn.Cli.Client.View;

/// <summary>What a person does at the prompt, without I/O: letters become a line, a line becomes a step, and keys with Ctrl are steps of
/// their own.</summary>
/// <param name="play">The session that it is done with; null while there is none.</param>
/// <param name="notes">Where it is told.</param>
/// <param name="canSend">Whether there is something to type; a session that carries datagrams takes no text.</param>
internal sealed class Hand(Func<ClientPlay?> play, Notes notes, bool canSend)
{
    private const int LongestLine = 4_000;

    private const string Manual =
        "type to send; /kill /rebind /switch [NAME|auto] /drop [3s] /restore /idle [10s] /wake /wait 2s /settle /quit; //x sends /x";

    private bool _idle;

    /// <summary>What is being typed.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>True once the person wants to leave.</summary>
    public bool Leaves { get; private set; }

    /// <summary>Takes a key.</summary>
    public void Press(ConsoleKeyInfo key, CancellationToken stop)
    {
        bool ctrl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        switch (key.Key)
        {
            case ConsoleKey.K when ctrl:
                Do(new ClientStep(ClientVerb.Kill), stop);
                break;
            case ConsoleKey.R when ctrl:
                Do(new ClientStep(ClientVerb.Rebind), stop);
                break;
            case ConsoleKey.N when ctrl:
                Do(new ClientStep(ClientVerb.Switch, StepReader.Next), stop);
                break;
            case ConsoleKey.L when ctrl:
                Do(new ClientStep(play()?.Session.IsDown == true ? ClientVerb.Restore : ClientVerb.Drop), stop);
                break;
            case ConsoleKey.T when ctrl:
                Do(new ClientStep(_idle ? ClientVerb.Wake : ClientVerb.Idle), stop);
                break;
            case ConsoleKey.Q or ConsoleKey.D when ctrl:
                Leaves = true;
                break;
            case ConsoleKey.U when ctrl:
                Typed = "";
                break;
            case ConsoleKey.Enter:
                (string line, Typed) = (Typed, "");
                Enter(line, stop);
                break;
            case ConsoleKey.Backspace:
                Typed = Typed.Length < 2 || !char.IsLowSurrogate(Typed[^1]) ? Typed[..Math.Max(0, Typed.Length - 1)] : Typed[..^2];
                break;
            default:
                Typed += char.IsControl(key.KeyChar) || Typed.Length >= LongestLine ? "" : key.KeyChar;
                break;
        }
    }

    /// <summary>Takes a whole line.</summary>
    public void Enter(string line, CancellationToken stop)
    {
        if (line.Trim().Length == 0)
        {
            return;
        }

        if (line is "/help" or "/?")
        {
            notes.Add(NoteKind.Plain, Manual);
        }
        else if (line[0] != '/' || line.StartsWith("//", StringComparison.Ordinal))
        {
            Do(new ClientStep(ClientVerb.Send, line[0] == '/' ? line[1..] : line), stop);
        }
        else if (StepReader.Read(line[1..], play()?.Session.Networks ?? [], out _) is { IsValid: true, Value: { } step })
        {
            Do(step, stop);
        }
        else
        {
            notes.Add(NoteKind.Bad, StepReader.Read(line[1..], play()?.Session.Networks ?? [], out _).Error!);
        }
    }

    private void Do(ClientStep step, CancellationToken stop)
    {
        if (step.Verb == ClientVerb.Quit)
        {
            Leaves = true;
        }
        else if (play() is not { } present)
        {
            notes.Add(NoteKind.Bad, "there is no session now");
        }
        else if (step.Verb == ClientVerb.Send && !canSend)
        {
            notes.Add(NoteKind.Bad, "this session carries the datagrams of other programs, and takes no text");
        }
        else
        {
            _idle = step.Verb == ClientVerb.Idle ? step.Time is null : _idle && step.Verb != ClientVerb.Wake;
            _ = DoAsync(present, step, stop);
        }
    }

    private async Task DoAsync(ClientPlay present, ClientStep step, CancellationToken stop)
    {
        try
        {
            Task<PlayResult> doing = present.DoAsync(step, stop);
            if (step.Time is not null && !doing.IsCompleted)
            {
                notes.Add(NoteKind.Plain, $"{StepReader.Word(step.Verb)} begins");
            }

            PlayResult result = await doing;
            string over = step.Time is null ? "" : $"{StepReader.Word(step.Verb)} is over: ";
            notes.Add(result.Succeeded ? NoteKind.Plain : NoteKind.Bad, over + result.Note);
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
        {
            // the program ends
        }
    }
}
