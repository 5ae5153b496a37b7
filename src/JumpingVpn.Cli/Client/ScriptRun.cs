using JumpingVpn.Cli.Client.Script;

namespace JumpingVpn.Cli.Client;

/// <summary>Does the steps of a script, one after the other, and waits for what is not acknowledged yet.</summary>
/// <param name="steps">The steps.</param>
internal sealed class ScriptRun(IReadOnlyList<ClientStep> steps) : IClientRun
{
    /// <inheritdoc/>
    public bool IsEndless => false;

    /// <inheritdoc/>
    public async Task<string?> RunAsync(ClientPlay play, CancellationToken stop)
    {
        foreach (ClientStep step in steps.TakeWhile(static step => step.Verb != ClientVerb.Quit))
        {
            PlayResult result = await play.DoAsync(step, stop);
            if (!result.Succeeded)
            {
                return result.Note;
            }
        }

        PlayResult settled = await play.DoAsync(new ClientStep(ClientVerb.Settle), stop);
        return settled.Succeeded ? null : settled.Note;
    }
}
