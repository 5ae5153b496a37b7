using System.Globalization;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Nat;

/// <summary>One row of a NAT's table as it stood when it was asked for: both sides, and what it depends on.</summary>
/// <param name="Inside">The endpoint behind the NAT.</param>
/// <param name="External">The endpoint the world sees.</param>
/// <param name="Remote">What the mapping is bound to: null for any remote; with port 0, a remote address; else a remote endpoint.</param>
/// <param name="ExpiresAt">The first instant at which it is gone, unless refreshed.</param>
/// <param name="Contacts">The remotes its filtering admits, oldest first; port 0 means any port. Empty: anybody.</param>
public sealed record NatMapping(
    TransportAddress Inside,
    TransportAddress External,
    TransportAddress? Remote,
    TimeSpan ExpiresAt,
    IReadOnlyList<TransportAddress> Contacts
)
{
    /// <summary>Whether the remote has answered, so that the second stage of the lifetime counts.</summary>
    public bool IsReplied { get; init; }

    /// <summary>Whether it lets out and lets nothing in (<see cref="NatTable.MakeStuck"/>).</summary>
    public bool IsStuck { get; init; }

    /// <summary>One line: <c>10.1.0.2:49152 -> 203.0.113.1:49152 for any remote until 00:02:00, admits 198.51.100.1:443</c>.</summary>
    public override string ToString()
    {
        string remote = Remote is { } bound ? Show(bound) : "any remote";
        string admits = Contacts.Count == 0 ? "anybody" : string.Join(", ", Contacts.Select(Show));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Inside} -> {External} for {remote} until {ExpiresAt:c}, admits {admits}{(IsStuck ? ", stuck" : "")}"
        );
    }

    private static string Show(TransportAddress address)
    {
        string text = address.ToString();
        return address.Port == 0 ? string.Concat(text.AsSpan(0, text.LastIndexOf(':')), ":*") : text;
    }
}
