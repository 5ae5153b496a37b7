using System.Security.Cryptography;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Stun;

/// <summary>A Binding message (RFC 8489) with what behaviour discovery adds to it (RFC 5780).</summary>
/// <param name="Kind">Request, indication, success or error.</param>
/// <param name="Transaction">The 96 bits that join an answer to its request; whoever has not seen the request does not know them.</param>
internal sealed record StunMessage(StunKind Kind, UInt128 Transaction)
{
    private const int TransactionBytes = 12;

    /// <summary>Where the request came from, as the server saw it: XOR-MAPPED-ADDRESS, or the plain one of old servers.</summary>
    public TransportAddress? Mapped { get; init; }

    /// <summary>Which of the server's addresses the answer left from.</summary>
    public TransportAddress? Origin { get; init; }

    /// <summary>The server's other address with its other port.</summary>
    public TransportAddress? Other { get; init; }

    /// <summary>Another server that may be asked. Ours, where it has one address, names its other port by it.</summary>
    public TransportAddress? AlternateServer { get; init; }

    /// <summary>Whether the answer shall come from the server's other address.</summary>
    public bool ChangeAddress { get; init; }

    /// <summary>Whether the answer shall come from the server's other port.</summary>
    public bool ChangePort { get; init; }

    /// <summary>The port that the answer shall go to, at the address that asks; null for the port that asks.</summary>
    public ushort? ResponsePort { get; init; }

    /// <summary>300 to 699 in an error.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>Attributes that had to be understood and were not: found while reading, or told by an error.</summary>
    public IReadOnlyList<ushort> Unknown { get; init; } = [];

    /// <summary>A request of a new transaction.</summary>
    public static StunMessage NewRequest()
    {
        Span<byte> random = stackalloc byte[TransactionBytes];
        RandomNumberGenerator.Fill(random);
        UInt128 transaction = 0;
        foreach (byte octet in random)
        {
            transaction = (transaction << 8) | octet;
        }

        return new StunMessage(StunKind.Request, transaction);
    }
}
