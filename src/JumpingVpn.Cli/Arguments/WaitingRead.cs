namespace JumpingVpn.Cli.Arguments;

/// <summary>Reads what may keep its reader waiting for ever, such as a pipe that nobody writes to.</summary>
internal static class WaitingRead
{
    /// <summary>Reads, until told to stop; the reading itself is left behind then, on a thread that holds no process.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static T Of<T>(Func<T> read, CancellationToken stop) => Task.Run(read, stop).WaitAsync(stop).GetAwaiter().GetResult();
}
