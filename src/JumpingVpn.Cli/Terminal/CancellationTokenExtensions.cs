namespace JumpingVpn.Cli.Terminal;

/// <summary>Waiting for the end without an exception.</summary>
internal static class CancellationTokenExtensions
{
    /// <summary>Completes when the token is cancelled.</summary>
    public static async Task WhenCancelledAsync(this CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = token.Register(cancelled.SetResult);
        await cancelled.Task;
    }
}
