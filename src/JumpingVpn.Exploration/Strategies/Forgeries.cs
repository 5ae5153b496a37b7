using JumpingVpn.Exploration.Profiles;

namespace JumpingVpn.Exploration.Strategies;

/// <summary>The messages that a forger may send without breaking what the protocol promises: it has to do nothing wrong then.</summary>
internal static class Forgeries
{
    private const string OfNobody = "S-0123456789abcdef";
    private const string Proof = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    // A client whose messages have no keys believes who knows its session: only what names none, or another, is refused by it.
    private static readonly string[] ToClients =
    [
        """{"type":"ERROR","code":"UNKNOWN_SESSION"}""",
        """{"type":"ERROR","code":"WRONG_TRANSPORT"}""",
        """{"type":"ERROR","code":"STALE_STATE_VERSION","state_version":9}""",
        $$"""{"type":"TERMINATE","session_id":"{{OfNobody}}"}""",
        $$"""{"type":"REATTACH_ACK","session_id":"{{OfNobody}}","state_version":9}""",
        $$"""{"type":"DATA_ACK","session_id":"{{OfNobody}}","seq":1}""",
        """{"type":"PATH_CHALLENGE","session_id":"@","challenge":"0123456789abcdef"}""",
    ];

    private static readonly string[] ToClientsWithKeys =
    [
        """{"type":"TERMINATE","session_id":"@"}""",
        """{"type":"DATA_ACK","session_id":"@","seq":1}""",
        """{"type":"KEEPALIVE_ACK","session_id":"@","seq":1}""",
        """{"type":"DATA","session_id":"@","seq":1,"direction":"down","payload":"forged"}""",
        """{"type":"REATTACH_ACK","session_id":"@","state_version":2}""",
    ];

    private static readonly string[] ToGateways =
    [
        """{"type":"HANDSHAKE_INIT"}""",
        $$"""{"type":"REATTACH_REQUEST","session_id":"@","nonce":"0123456789abcdef","proof":"{{Proof}}"}""",
        $$"""{"type":"TERMINATE","session_id":"{{OfNobody}}"}""",
    ];

    // The address of the session itself is all the proof that data has without keys.
    private static readonly string[] ToGatewaysFromElsewhere =
    [
        """{"type":"DATA","session_id":"@","seq":9,"payload":"forged"}""",
        """{"type":"KEEPALIVE","session_id":"@","seq":99}""",
        """{"type":"TERMINATE","session_id":"@"}""",
    ];

    /// <summary>Those that are possible at a place.</summary>
    public static IReadOnlyList<(string Text, string To, string From)> At(Boundary there, bool hasKeys)
    {
        List<(string, string, string)> all = [];
        foreach (string client in there.Actors.Except(there.Gateways).Take(2))
        {
            foreach (string gateway in there.Gateways.Take(2))
            {
                void Add(IEnumerable<string> texts, string to, string from) =>
                    all.AddRange(texts.Select(text => (text.Replace("@", client, StringComparison.Ordinal), to, from)));

                Add(hasKeys ? ToClients.Concat(ToClientsWithKeys) : ToClients, client, gateway);
                Add(hasKeys ? ToGateways.Concat(ToGatewaysFromElsewhere) : ToGateways, gateway, client);
                foreach (string forger in there.Forgers.Take(1))
                {
                    Add(ToGateways.Concat(ToGatewaysFromElsewhere), gateway, forger);
                }
            }
        }

        return all;
    }
}
