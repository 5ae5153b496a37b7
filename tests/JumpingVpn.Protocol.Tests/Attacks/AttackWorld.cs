using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Tests.Wire;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Tests.Attacks;

/// <summary>
/// A server, a victim and a bystander with a session each, and a wiretap on all of them. Datagrams arrive at once and in order, unless
/// the tap withholds them.
/// </summary>
internal sealed class AttackWorld : IDisposable
{
    private readonly byte[] _buffer = new byte[65_536];
    private readonly SessionClient _bystander;
    private readonly MessageReader _reader = new(65_507, withKeys: true);
    private SessionClient _victim;

    /// <summary>Lives through two sessions.</summary>
    /// <param name="profile">The policy.</param>
    /// <param name="isMadeUp">Whether what no conversation of any profile has is said, too, as the schema describes it.</param>
    public AttackWorld(AttackProfile profile, bool isMadeUp = true)
    {
        Profile = profile;
        Server = new SessionServer(profile.Server, new TestEntropy(1));
        _bystander = NewClient(2);
        _victim = NewClient(3);
        LiveThrough(_bystander, TransportAddress.FromIPv4(198, 51, 100, 8, 40002), TransportAddress.FromIPv4(203, 0, 113, 10, 50010));
        FormerSession();
        _victim = NewClient(5);
        LiveThrough(_victim, Addresses.Phone, Addresses.PhoneMoved);
        if (isMadeUp)
        {
            MakeUp(_bystander, TransportAddress.FromIPv4(203, 0, 113, 10, 50010));
            MakeUp(_victim, Addresses.PhoneMoved);
        }
    }

    public AttackProfile Profile { get; }

    public SessionServer Server { get; }

    public SessionClient Victim => _victim;

    public TimeSpan Now { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>All that was on the wire, oldest first.</summary>
    public List<Capture> Wire { get; } = [];

    /// <summary>The victim's captures of one type, oldest first: of its present session, or where that has none of its former
    /// ones.</summary>
    public IReadOnlyList<Capture> OfVictim(MessageType type, bool toServer)
    {
        IReadOnlyList<Capture> present = Of(type, toServer, capture => capture.Owner == _victim);
        return present.Count > 0 ? present : Of(type, toServer, capture => capture.Owner != _bystander);
    }

    /// <summary>The bystander's captures of one type, oldest first.</summary>
    public IReadOnlyList<Capture> OfBystander(MessageType type, bool toServer) =>
        Of(type, toServer, capture => capture.Owner == _bystander);

    /// <summary>Everything that an attacker must not change.</summary>
    public AttackSnapshot Snapshot()
    {
        Server.TryGetSession(_victim.SessionId!.Value, out SessionView mine);
        Server.TryGetSession(_bystander.SessionId!.Value, out SessionView other);
        return new AttackSnapshot(
            mine,
            other,
            Server.SessionCount,
            Server.NextTimeout,
            Server.Counters.DataDelivered,
            Server.Counters.Switches,
            _victim.State,
            _victim.StateVersion,
            _victim.SessionId,
            _victim.NextTimeout,
            _victim.UnacknowledgedCount
        );
    }

    /// <summary>Hands a datagram to one side and gives its answer back; null is silence.</summary>
    public byte[]? Inject(byte[] bytes, bool toServer, TransportAddress from)
    {
        if (!toServer)
        {
            _victim.HandleDatagram(bytes, from, Now);
            return _victim.TryPollTransmit(_buffer, out int sent, out _) ? _buffer[..sent] : null;
        }

        Server.HandleDatagram(bytes, from, Now);
        byte[]? answer = null;
        int answered = 0;
        while (Server.TryPollTransmit(_buffer, out int length, out TransportAddress to))
        {
            bool isChallenge = TypeOf(_buffer[..length]) == MessageType.PathChallenge;
            if (isChallenge && to != from && IsBound(to))
            {
                continue; // one request from two addresses: the bound one is challenged, too
            }

            to.Should().Be(from, "an answer goes to who asked");
            (answer is null || TypeOf(answer) == MessageType.PathChallenge)
                .Should()
                .BeTrue("a datagram has one answer at most, except for a challenge");
            answer = _buffer[..length];
            answered += length;
        }

        answered.Should().BeLessThanOrEqualTo(3 * bytes.Length);

        while (Server.TryPollEvent(out _, out _)) { }

        return answer;
    }

    /// <summary>Lets the victim make a datagram of that type and withholds it from the server; null where it cannot be made at
    /// will.</summary>
    public byte[]? Withhold(MessageType type)
    {
        switch (type)
        {
            case MessageType.Data:
                _victim.TrySend("fresh"u8, Now, out _);
                break;
            case MessageType.ReattachRequest:
                _victim.Reattach(Now);
                break;
            case MessageType.Keepalive:
                Now = _victim.NextTimeout!.Value;
                _victim.HandleTimeout(Now);
                break;
            case MessageType.Terminate:
                _victim.Terminate(Now);
                break;
            default:
                return null;
        }

        _victim.TryPollTransmit(_buffer, out int length, out _).Should().BeTrue();
        byte[] bytes = _buffer[..length];
        TypeOf(bytes).Should().Be(type);
        return bytes;
    }

    /// <summary>Moves the time to the tick at which the victim's session is gone.</summary>
    public void ExpireVictim()
    {
        Server.TryGetSession(_victim.SessionId!.Value, out SessionView view);
        Now = view.ExpiresAt;
        Server.HandleTimeout(Now);
    }

    /// <summary>Ends the victim's session from both sides.</summary>
    public void TerminateVictim()
    {
        Server.Terminate(_victim.SessionId!.Value, Now);
        _victim.Terminate(Now);
        while (Server.TryPollTransmit(_buffer, out _, out _) || _victim.TryPollTransmit(_buffer, out _, out _)) { }
    }

    public MessageType TypeOf(byte[] bytes) =>
        _reader.Read(bytes, out WireMessage message) == ReadOutcome.Message ? message.Type : MessageType.Unknown;

    /// <summary>What an answer says: its type, and the code of an error.</summary>
    public string Describe(byte[]? answer)
    {
        if (answer is null)
        {
            return "silence";
        }

        _reader.Read(answer, out WireMessage message).Should().Be(ReadOutcome.Message);
        return message.Type == MessageType.Error ? CodeNames.Name(message.Code) : CodeNames.Name(message.Type);
    }

    public void Dispose()
    {
        Server.Dispose();
        _victim.Dispose();
        _bystander.Dispose();
    }

    private bool IsBound(TransportAddress address) =>
        new[] { _victim, _bystander }.Any(client =>
            Server.TryGetSession(client.SessionId!.Value, out SessionView view) && view.Binding == address
        );

    private IReadOnlyList<Capture> Of(MessageType type, bool toServer, Func<Capture, bool> chosen) =>
        [.. Wire.Where(capture => capture.Type == type && capture.ToServer == toServer && chosen(capture))];

    private SessionClient NewClient(ulong seed) => new(Profile.Client, Addresses.Server, new TestEntropy(seed));

    /// <summary>Every message that a session knows, each more than once.</summary>
    private void LiveThrough(SessionClient client, TransportAddress first, TransportAddress second)
    {
        Connect(client, first);
        Talk(client, first);
        client.TrySend("moved"u8, Now, out _);
        Exchange(client, second); // refused, so that the client reattaches
        PassTime(client, second);
        client.Reattach(Now);
        Exchange(client, second);
        PassTime(client, second);
        Talk(client, second);
        client.State.Should().Be(SessionState.Attached);
    }

    /// <summary>What a session may say by the schema and no peer of any profile says by itself: a type that is new is attacked without
    /// a word about it here.</summary>
    private void MakeUp(SessionClient client, TransportAddress address)
    {
        foreach ((MessageType type, bool toServer) in AttackMatrix.Unspoken)
        {
            byte[] bytes = MessageSamples.Of(MessageSchema.Of(type), toServer, client.SessionId!.Value, client.Keys);
            Record(bytes, toServer, toServer ? address : Addresses.Server, client);
            if (toServer)
            {
                Server.HandleDatagram(bytes, address, Now);
            }
            else
            {
                client.HandleDatagram(bytes, Addresses.Server, Now);
            }

            Exchange(client, address);
        }
    }

    private void Connect(SessionClient client, TransportAddress address)
    {
        client.Connect(Now);
        Exchange(client, address);
        if (client.SessionId is null)
        {
            Now = client.NextTimeout!.Value; // a cookie goes out with the next transmission
            client.HandleTimeout(Now);
            Exchange(client, address);
        }
    }

    private void Talk(SessionClient client, TransportAddress address)
    {
        client.TrySend("one"u8, Now, out _);
        Exchange(client, address);
        client.TrySend("two"u8, Now, out _);
        Exchange(client, address);
        PassTime(client, address);
        PassTime(client, address);
    }

    /// <summary>A keepalive interval and all that is due in it.</summary>
    private void PassTime(SessionClient client, TransportAddress address)
    {
        TimeSpan end = Now + Profile.Client.KeepaliveInterval!.Value;
        while (client.NextTimeout is { } due && due <= end)
        {
            Now = due > Now ? due : Now;
            client.HandleTimeout(Now);
            Exchange(client, address);
        }

        Now = end;
    }

    /// <summary>The victim's past: a session that it ended, and one that the server ended.</summary>
    private void FormerSession()
    {
        Connect(_victim, Addresses.Phone);
        _victim.Terminate(Now);
        Exchange(_victim, Addresses.Phone);
        _victim.Dispose();
        _victim = NewClient(4);
        Connect(_victim, Addresses.Phone);
        _victim.TrySend("confirmed"u8, Now, out _);
        Exchange(_victim, Addresses.Phone);
        Server.Terminate(_victim.SessionId!.Value, Now);
        Exchange(_victim, Addresses.Phone);
        _victim.Dispose();
    }

    private void Exchange(SessionClient client, TransportAddress address)
    {
        bool moved = true;
        while (moved)
        {
            moved = false;
            while (client.TryPollTransmit(_buffer, out int length, out _))
            {
                byte[] bytes = _buffer[..length];
                Record(bytes, toServer: true, address, client);
                Server.HandleDatagram(bytes, address, Now);
                moved = true;
            }

            while (Server.TryPollTransmit(_buffer, out int length, out _))
            {
                byte[] bytes = _buffer[..length];
                client.HandleDatagram(bytes, Addresses.Server, Now);
                Record(bytes, toServer: false, Addresses.Server, client);
                moved = true;
            }
        }
    }

    private void Record(byte[] bytes, bool toServer, TransportAddress source, SessionClient client) =>
        Wire.Add(new Capture(TypeOf(bytes), bytes, toServer, source, client));
}
