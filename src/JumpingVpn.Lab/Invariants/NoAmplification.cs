using JumpingVpn.Lab.Scenes;
using JumpingVpn.Lab.Wire;
using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Counts bytes between every gateway and every address, until that address is bound by a session (RFC 9000 section 8.1).</summary>
internal sealed class NoAmplification(Scene scene) : IInvariant
{
    private const int Factor = 3;

    private readonly Dictionary<(string Gateway, string Peer), Account> _accounts = [];

    public string Claim => "an unvalidated address is sent at most three times the bytes it has sent";

    public string? Judge(RecordedEvent recorded)
    {
        // Who knows the session id of an accepted message was reached at that address, as whoever proves a session there was.
        if (recorded.Event.Kind is SessionEventKind.TransportSwitch or SessionEventKind.DataAccepted or SessionEventKind.KeepaliveAccepted)
        {
            AccountOf(recorded.Actor, scene.Lab.NameOf(recorded.Event.Transport)).Validated = true;
        }

        return null;
    }

    public string? Judge(WireRecord record)
    {
        switch (record.Kind)
        {
            case WireRecordKind.Delivered:
                AccountOf(record.Node, record.Source).Received += record.Bytes.Length;
                return null;
            case WireRecordKind.Sent when scene.IsGateway(record.Node):
                Account account = AccountOf(record.Node, record.Destination);
                account.Sent += record.Bytes.Length;
                return account.Validated || account.Sent <= Factor * account.Received
                    ? null
                    : $"{record.Node} sent {account.Sent} bytes to {record.Destination}, which had sent {account.Received}.";
            default:
                return null;
        }
    }

    private Account AccountOf(string gateway, string peer)
    {
        if (!_accounts.TryGetValue((gateway, peer), out Account? account))
        {
            account = new Account();
            _accounts.Add((gateway, peer), account);
        }

        return account;
    }

    private sealed class Account
    {
        public long Received { get; set; }

        public long Sent { get; set; }

        public bool Validated { get; set; }
    }
}
