using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Forwarding;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Gateway;

/// <summary>All that a server is set by. Disposal wipes its keys.</summary>
/// <param name="Bind">The address to serve.</param>
/// <param name="Options">The bounds of the session server, without the clients' keys.</param>
/// <param name="ClientKeys">The pre-shared keys of single clients.</param>
/// <param name="Record">What is recorded, and where.</param>
/// <param name="Gateway">How it is operated.</param>
/// <param name="Secret">What holds the key that all clients have.</param>
internal sealed record ServerSettings(
    HostPort Bind,
    ServerOptions Options,
    IReadOnlyList<DatedKey> ClientKeys,
    RecordOptions Record,
    GatewayOptions Gateway,
    IDisposable Secret
) : IDisposable
{
    // Of this process alone, so that a digest in a log confirms no guess.
    private static readonly byte[] Salt = RandomNumberGenerator.GetBytes(32);

    /// <summary>What it forwards to, and how; null if it does not. A reload does not change it.</summary>
    public ForwardServerOptions? Forward { get; init; }

    /// <summary>What tells other keys from these, and nothing of what they are: a hash that is shown to people.</summary>
    public string KeyDigest { get; init; } = DigestOf(Options, ClientKeys);

    /// <summary>The clients' keys, with their ends in protocol time.</summary>
    public IReadOnlyList<ClientKey> KeysAt(TimeSpan now, DateTimeOffset today) => [.. ClientKeys.Select(key => key.At(now, today))];

    /// <inheritdoc/>
    public void Dispose()
    {
        Secret.Dispose();
        foreach (DatedKey key in ClientKeys)
        {
            key.Dispose();
        }
    }

    private static string DigestOf(ServerOptions options, IReadOnlyList<DatedKey> keys)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Salt);
        hash.AppendData(options.PreSharedKey.Span);
        foreach (DatedKey key in keys)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{key.Client} {key.Until:O} {key.Key.Length} "));
            hash.AppendData(key.Key);
        }

        string which = Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 4));
        return keys.Count == 0 ? which : string.Create(CultureInfo.InvariantCulture, $"{which} ({keys.Count} for individual clients)");
    }
}
