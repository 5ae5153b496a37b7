using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Demonstration;

/// <summary>
/// Asks for a session at each of a server's addresses: the next one when the one before has failed, or has not answered for a quarter of
/// a second; the first that gives a session is used, and the others are let go (RFC 8305 section 5).
/// </summary>
/// <typeparam name="TAttempt">The client that asks.</typeparam>
/// <param name="addresses">The server's.</param>
/// <param name="start">Makes a client for an address, which has not asked yet, or says why there is none.</param>
/// <param name="surroundings">The clock, and when to end.</param>
internal sealed class ServerSearch<TAttempt>(
    IReadOnlyList<TransportAddress> addresses,
    Func<TransportAddress, Parsed<TAttempt>> start,
    Surroundings surroundings
) : IAsyncDisposable
    where TAttempt : class, ISessionAttempt
{
    /// <summary>RFC 8305 section 5, "Connection Attempt Delay".</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(250);

    private readonly List<(TAttempt Program, Task<string?> Connecting)> _attempts = [];
    private readonly List<string> _failures = [];

    /// <summary>Why no address gave a session, in one line; each address with its reason.</summary>
    public string WhyNone =>
        string.Join("; ", _failures.Select(static failure => failure.TrimEnd('.')))
        + (
            _failures.Select(SilentServer).FirstOrDefault(static server => server is not null) is { } silent
                ? $": is the server running? Start it with: jumpingvpn server --bind{silent}"
                : "."
        );

    /// <summary>Finds the client that has a session.</summary>
    /// <returns>It stays the search's own; null if no address gives one.</returns>
    /// <exception cref="OperationCanceledException">The program is to stop.</exception>
    public async Task<TAttempt?> FindAsync()
    {
        foreach (TransportAddress address in addresses)
        {
            Parsed<TAttempt> started = start(address);
            if (started.Value is not { } program)
            {
                _failures.Add(started.Error!);
                continue;
            }

            _attempts.Add((program, program.ConnectAsync()));
            if (await FirstAsync(Lead) is { } found)
            {
                return await KeepAsync(found);
            }
        }

        return await FirstAsync(Timeout.InfiniteTimeSpan) is { } late ? await KeepAsync(late) : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach ((TAttempt program, Task<string?> _) in _attempts)
        {
            await program.DisposeAsync();
        }
    }

    /// <summary>Waits until one has a session, all have failed, or the time is up.</summary>
    private async Task<TAttempt?> FirstAsync(TimeSpan patience)
    {
        var timeUp = Task.Delay(patience, surroundings.Clock, surroundings.Stop);
        while (_attempts.Count > 0)
        {
            Task first = await Task.WhenAny([.. _attempts.Select(static attempt => attempt.Connecting), timeUp]);
            int index = _attempts.FindIndex(attempt => attempt.Connecting == first);
            if (index < 0)
            {
                await timeUp; // or stopped
                return null;
            }

            (TAttempt program, Task<string?> connecting) = _attempts[index];
            if (await connecting is not { } failure)
            {
                return program;
            }

            _failures.Add(failure);
            _attempts.RemoveAt(index);
            await program.DisposeAsync();
        }

        return null;
    }

    private static string? SilentServer(string failure) =>
        failure.StartsWith(FailureText.NoAnswer, StringComparison.Ordinal) ? failure[FailureText.NoAnswer.Length..]
        : failure.StartsWith(FailureText.NoListener, StringComparison.Ordinal) ? failure[FailureText.NoListener.Length..]
        : null;

    private async Task<TAttempt> KeepAsync(TAttempt found)
    {
        foreach ((TAttempt program, Task<string?> _) in _attempts.Where(attempt => attempt.Program != found))
        {
            await program.LeaveAsync();
        }

        _attempts.RemoveAll(attempt => attempt.Program != found);
        return found;
    }
}
