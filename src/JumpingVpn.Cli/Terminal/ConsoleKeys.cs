namespace JumpingVpn.Cli.Terminal;

/// <summary>The keys that are pressed at the terminal of this process.</summary>
internal static class ConsoleKeys
{
    private const int Descriptor = 0;

    /// <summary>Takes a key that was pressed, and waits for none.</summary>
    /// <param name="stop">When to stop.</param>
    /// <returns>Null where none was.</returns>
    /// <exception cref="InvalidOperationException">Standard input is no terminal.</exception>
    /// <exception cref="IOException">The terminal is gone.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static async Task<ConsoleKeyInfo?> TryReadAsync(CancellationToken stop)
    {
        if (!Console.KeyAvailable)
        {
            return null;
        }

        // Of a terminal that has hung up the console reads for ever, and finds nothing; one that does so in the moment between takes a
        // thread.
        ThrowIfGone();
        return await Task.Run(static () => Console.ReadKey(intercept: true), CancellationToken.None).WaitAsync(stop);
    }

    private static void ThrowIfGone()
    {
        short gone = PosixPoll.Error | PosixPoll.HangUp;
        if (!OperatingSystem.IsWindows() && (PosixPoll.Wait(Descriptor, events: 0, milliseconds: 0) & gone) != 0)
        {
            throw new IOException("The terminal is gone.");
        }
    }
}
