namespace JumpingVpn.Cli.Client;

/// <summary>What is done with a session from its beginning to its end.</summary>
internal interface IClientRun
{
    /// <summary>Does it.</summary>
    /// <returns>Null if all that was asked for was done; otherwise what was not, in a sentence without its full stop.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled before the end.</exception>
    Task<string?> RunAsync(ClientPlay play, CancellationToken stop);

    /// <summary>Whether to be stopped is an ordinary end, because nothing else ends it.</summary>
    bool IsEndless { get; }
}
