using JumpingVpn.Lab.Wire;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Invariants;

/// <summary>
/// Counts bytes between every gateway and every address (RFC 9000 sections 8.1 and 9.3). What a gateway sends for a session is not
/// counted once the address has returned something that it could not guess and that was sent to it for this session: the session's id,
/// where the session began; after a move, a challenge that went there. That a session was proven from an address, or that data was
/// accepted from there, says nothing about who receives there: its owner may forge.
/// </summary>
internal sealed class NoAmplification(Scene scene) : IInvariant
{
    private const int Factor = 3;

    private readonly Dictionary<(string Gateway, string Peer), Account> _accounts = [];
    private readonly Dictionary<(string Gateway, SessionId Session), (string Peer, bool HasMoved)> _bindings = [];

    public SessionEventKinds Kinds { get; } =
        SessionEventKinds.Of(
            SessionEventKind.SessionCreated,
            SessionEventKind.DataAccepted,
            SessionEventKind.KeepaliveAccepted,
            SessionEventKind.TransportSwitch
        );

    public bool JudgesDatagrams => true;

    public string Claim => "an unvalidated address gets at most three times as many bytes as it has sent";

    public string? Judge(RecordedEvent recorded)
    {
        (string, SessionId) key = (recorded.Actor, recorded.Session);
        switch (recorded.Event)
        {
            case SessionCreated created:
                _bindings[key] = (scene.Lab.NameOf(created.Transport), false);
                break;
            case DataAccepted data:
                Hear(key, scene.Lab.NameOf(data.From));
                break;
            case KeepaliveAccepted keepalive:
                Hear(key, scene.Lab.NameOf(keepalive.From));
                break;
            case TransportSwitch proven when proven.From == proven.To:
                Hear(key, scene.Lab.NameOf(proven.To));
                break;
            case TransportSwitch moved:
                string peer = scene.Lab.NameOf(moved.To);
                _bindings[key] = (peer, true);
                AccountOf(recorded.Actor, peer).Adopt(recorded.Session);
                break;
        }

        return null;
    }

    public string? Judge(WireRecord record)
    {
        switch (record.Kind)
        {
            case WireRecordKind.Delivered:
                Account sender = AccountOf(record.Node, record.Source);
                SessionId? answered = sender.Receive(record);
                if (
                    answered is { } id
                    && _bindings.TryGetValue((record.Node, id), out (string Peer, bool HasMoved) bound)
                    && bound.Peer == record.Source
                )
                {
                    sender.Validate(id);
                }

                return null;
            case WireRecordKind.Sent when scene.IsGateway(record.Node):
                Account account = AccountOf(record.Node, record.Destination);
                return account.Send(record)
                    ? null
                    : $"{record.Node} sent {account.Sent} bytes to {record.Destination}, which had sent {account.Received}.";
            default:
                return null;
        }
    }

    private void Hear((string Gateway, SessionId Session) key, string from)
    {
        if (_bindings.TryGetValue(key, out (string Peer, bool HasMoved) began) && !began.HasMoved && began.Peer == from)
        {
            AccountOf(key.Gateway, from).Validate(key.Session);
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
        private readonly Dictionary<SessionId, bool> _validated = [];
        private readonly Dictionary<(SessionId Session, string Challenge), bool> _challenges = [];
        private int _latest;
        private SessionId? _answered;

        public long Received { get; private set; }

        public long Sent { get; private set; }

        public void Validate(SessionId session) => _validated[session] = true;

        /// <summary>A session moves here. What went to and fro before says nothing any more, except for the datagram that moved it,
        /// which may have answered a challenge.</summary>
        public void Adopt(SessionId session)
        {
            Received = _latest;
            Sent = 0;
            _validated.Remove(session);
            if (_answered == session)
            {
                Validate(session);
            }
        }

        /// <summary>Counts what came from here. Returns the session whose challenge it returns, each once; null for none.</summary>
        public SessionId? Receive(WireRecord record)
        {
            _latest = record.Bytes.Length;
            Received += _latest;
            bool answers =
                record.Type == "PATH_RESPONSE"
                && SessionOf(record) is { } id
                && record.Member("challenge") is { } challenge
                && _challenges.Remove((id, challenge));
            _answered = answers ? SessionOf(record) : null;
            return _answered;
        }

        /// <summary>Counts what goes here; false if it is too much.</summary>
        public bool Send(WireRecord record)
        {
            SessionId? session = SessionOf(record);
            if (record.Type == "PATH_CHALLENGE" && session is { } id && record.Member("challenge") is { } challenge)
            {
                _challenges[(id, challenge)] = true;
            }

            bool counts = session is not { } named || !_validated.ContainsKey(named);
            Sent += counts ? record.Bytes.Length : 0;
            return !counts || Sent <= Factor * Received;
        }

        private static SessionId? SessionOf(WireRecord record) =>
            record.Member("session_id") is { } text && SessionId.TryParse(text, out SessionId id) ? id : null;
    }
}
