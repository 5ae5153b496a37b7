namespace JumpingVpn.Cli.Demonstration;

/// <summary>A client that asks one address for a session.</summary>
internal interface ISessionAttempt : IAsyncDisposable
{
    /// <summary>Asks for a session.</summary>
    /// <returns>Null if there is one; otherwise why not, in a sentence.</returns>
    /// <exception cref="OperationCanceledException">The program is to stop.</exception>
    Task<string?> ConnectAsync();

    /// <summary>Lets a session go that came too late to be used, and ends.</summary>
    ValueTask LeaveAsync();
}
