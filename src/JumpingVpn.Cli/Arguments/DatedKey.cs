using System.Security.Cryptography;
using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Arguments;

/// <summary>A pre-shared key of one client, and the day on which it ends.</summary>
/// <param name="Client">The client's name.</param>
/// <param name="Key">The key; overwritten by disposal.</param>
/// <param name="Until">When it ends; null for never.</param>
internal sealed record DatedKey(string Client, byte[] Key, DateTimeOffset? Until) : IDisposable
{
    /// <summary>The same, with its end in protocol time: a clock that is set afterwards moves it no more.</summary>
    /// <param name="now">Protocol time.</param>
    /// <param name="today">The same instant by the clock on the wall.</param>
    public ClientKey At(TimeSpan now, DateTimeOffset today) => new(Client, Key) { ValidUntil = now + (Until - today) };

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(Key);
}
