using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;
using JumpingVpn.Reports.Pictures;

namespace JumpingVpn.Steps.Recording;

/// <summary>A row of the table of a NAT, in words.</summary>
internal static class MappingWords
{
    private const int MostContacts = 5;

    public static PictureMapping Of(NatMapping mapping) =>
        new(
            mapping.Inside.ToString(),
            mapping.External.ToString(),
            mapping.Remote is { } remote ? Show(remote) : "any remote",
            mapping.Contacts.Count == 0
                ? "anybody"
                : string.Join(", ", mapping.Contacts.Take(MostContacts).Select(Show))
                    + (
                        mapping.Contacts.Count > MostContacts
                            ? FormattableString.Invariant($" and {mapping.Contacts.Count - MostContacts} more")
                            : ""
                    ),
            mapping.ExpiresAt,
            mapping.IsStuck
        );

    private static string Show(TransportAddress address)
    {
        string text = address.ToString();
        return address.Port == 0 ? string.Concat(text.AsSpan(0, text.LastIndexOf(':')), ":*") : text;
    }
}
