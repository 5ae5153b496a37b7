using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Wire;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Scenes;

/// <summary>
/// A host with no session that sends what it likes. Where it watches a client or gateway, it has a copy of each datagram that the watched
/// side put on the public network, and it can send under addresses that are not its own; it stops and delays nothing.
/// </summary>
public sealed class AttackerActor : IDatagramReceiver
{
    private readonly Scene _scene;
    private readonly string? _watched;
    private readonly string? _behind;
    private readonly IDatagramChannel _channel;
    private readonly RandomStream _random;
    private byte[]? _lastReceived;
    private TransportAddress _lastSource;

    internal AttackerActor(Scene scene, string name, string? watched, string? behind)
    {
        _scene = scene;
        _watched = watched;
        _behind = behind;
        Name = name;
        Demand.Of(() => scene.Lab.AddHost(name, behind));
        _channel = Demand.Of(() => scene.Lab.OpenChannel(name));
        _channel.Start(this);
        _random = scene.Lab.Streams.Stream($"attacker:{name}");
    }

    /// <summary>Its name in the scenario.</summary>
    public string Name { get; }

    /// <summary>Where it sends from, as the public network sees it.</summary>
    /// <exception cref="SceneException">It is behind a NAT, and has no address there of its own.</exception>
    public TransportAddress Address =>
        _behind is null
            ? _channel.LocalAddress
            : throw new SceneException($"\"{Name}\" is behind \"{_behind}\" and has no public address.");

    /// <summary>Sends bytes from its own address.</summary>
    public void Send(ReadOnlySpan<byte> datagram, in TransportAddress to) => SendTo(datagram, to);

    /// <summary>Sends random bytes from its own address.</summary>
    public void SendRandom(int count, in TransportAddress to)
    {
        Demand.That(count > 0, $"\"{Name}\" cannot send {count} random bytes: at least 1 is needed.");
        byte[] bytes = new byte[count];
        _random.Fill(bytes);
        Send(bytes, to);
    }

    /// <summary>Sends a text as UTF-8 from its own address.</summary>
    public void SendText(string text, in TransportAddress to) => Send(Encoding.UTF8.GetBytes(text), to);

    /// <summary>Sends a captured message unchanged, to where it went.</summary>
    /// <param name="type">The message type.</param>
    /// <param name="first">The first captured one, or the last.</param>
    /// <param name="forged">Under the source address it had, or from its own.</param>
    public void Replay(string type, bool first, bool forged)
    {
        OverheardDatagram captured = Captured(type, first);
        _scene.Event(() =>
        {
            if (forged)
            {
                _scene.Lab.SendForged(captured.Bytes, captured.Source, captured.Destination);
            }
            else
            {
                SendNow(captured.Bytes, captured.Destination);
            }
        });
    }

    /// <summary>Sends everything that it has captured once more, in order, to where it went.</summary>
    /// <param name="forged">Under the source addresses it had, or from its own.</param>
    public void ReplayAll(bool forged)
    {
        string watched = _watched ?? throw SeesNobody();
        OverheardDatagram[] captures = [.. _scene.Wire.Captures.Where(it => it.Origin == watched)];
        Demand.That(captures.Length > 0, $"\"{Name}\" has captured nothing of \"{watched}\".");
        _scene.Event(() =>
        {
            foreach (OverheardDatagram captured in captures)
            {
                if (forged)
                {
                    _scene.Lab.SendForged(captured.Bytes, captured.Source, captured.Destination);
                }
                else
                {
                    SendNow(captured.Bytes, captured.Destination);
                }
            }
        });
    }

    /// <summary>Sends the last captured message of a type back to its sender, from the address that it was sent to.</summary>
    public void Reflect(string type)
    {
        OverheardDatagram captured = Captured(type, first: false);
        _scene.Event(() => _scene.Lab.SendForged(captured.Bytes, captured.Destination, captured.Source));
    }

    /// <summary>Sends changed copies of the last captured message of a type, one after the other, from its own address to where it
    /// went.</summary>
    /// <param name="type">The message type.</param>
    /// <param name="change">Makes all copies.</param>
    public void SendChanged(string type, Func<byte[], IEnumerable<byte[]>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        OverheardDatagram captured = Captured(type, first: false);
        foreach (byte[] changed in change(captured.Bytes))
        {
            _scene.Event(() => SendNow(changed, captured.Destination));
        }
    }

    /// <summary>Sends a text as UTF-8 to the client that it watches, under the address of a gateway.</summary>
    public void SendTextAs(GatewayActor gateway, string text)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        SendAs(gateway, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Sends the last datagram that a gateway has sent it on to the client that it watches, under the gateway's address.</summary>
    /// <exception cref="SceneException">That gateway has sent it nothing last.</exception>
    public void PassOn(GatewayActor gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        byte[] received =
            _lastReceived is { } bytes && _scene.Lab.NameOf(_lastSource) == _scene.Lab.NameOf(gateway.Address)
                ? bytes
                : throw new SceneException($"\"{gateway.Name}\" has sent nothing to \"{Name}\" that could be passed on.");
        SendAs(gateway, received);
    }

    /// <summary>Answers the last captured message of a type under the address that it was sent to, with the nonce and the session
    /// id that it bears.</summary>
    public void AnswerAsReceiver(string type, string text)
    {
        OverheardDatagram captured = Captured(type, first: false);
        byte[] answer = ForgedMessages.InAnswerTo(captured.Bytes, text);
        _scene.Event(() => _scene.Lab.SendForged(answer, captured.Destination, captured.Source));
    }

    /// <summary>Sends the last captured message of a type with the session id of another client.</summary>
    public void ReplayFor(string type, ClientActor victim)
    {
        ArgumentNullException.ThrowIfNull(victim);
        OverheardDatagram captured = Captured(type, first: false);
        byte[] changed = ForgedMessages.WithSession(captured.Bytes, Watched.RequireId().ToString(), victim.RequireId().ToString());
        _scene.Event(() => SendNow(changed, captured.Destination));
    }

    /// <summary>Sends the last captured message of a type with another value of one member, under the source address it had.</summary>
    public void ReplayChanged(string type, string member)
    {
        OverheardDatagram captured = Captured(type, first: false);
        byte[] changed = ForgedMessages.WithAnother(member, captured.Bytes);
        _scene.Event(() => _scene.Lab.SendForged(changed, captured.Source, captured.Destination));
    }

    /// <summary>Sends a message of a client's session to its gateway under the address that the session is bound to.</summary>
    public void ForgeAsClient(string type, ClientActor victim)
    {
        ArgumentNullException.ThrowIfNull(victim);
        byte[] forged = ForgedMessages.InSession(type, victim.RequireId().ToString());
        _scene.Event(() => _scene.Lab.SendForged(forged, victim.RequireBinding(), victim.RequireGateway().Address));
    }

    /// <summary>Sends a message of a client's session to that client under its gateway's address.</summary>
    public void ForgeAsGateway(string type, ClientActor victim)
    {
        ArgumentNullException.ThrowIfNull(victim);
        byte[] forged = ForgedMessages.InSession(type, victim.RequireId().ToString());
        _scene.Event(() => _scene.Lab.SendForged(forged, victim.RequireGateway().Address, victim.RequireBinding()));
    }

    /// <summary>Asks for a client's session with a proof that was made with another secret.</summary>
    public void SendWrongProof(ClientActor victim)
    {
        ArgumentNullException.ThrowIfNull(victim);
        SendRequest(victim.RequireId().ToString(), victim.RequireGateway());
    }

    /// <summary>Asks for a client's session with a proof that was made with the secret of the demonstration, which everybody
    /// knows.</summary>
    public void SendDemonstrationProof(ClientActor victim)
    {
        ArgumentNullException.ThrowIfNull(victim);
        byte[] nonce = new byte[8];
        _random.Fill(nonce);
        byte[] request = ForgedMessages.ReattachRequest(victim.RequireId().ToString(), nonce, ProtocolDefaults.DemoSecret);
        Send(request, victim.RequireGateway().Address);
    }

    /// <summary>Asks, from its own address, for the end of a client's session.</summary>
    public void SendTerminate(ClientActor victim)
    {
        ArgumentNullException.ThrowIfNull(victim);
        Send(ForgedMessages.Terminate(victim.RequireId().ToString()), victim.RequireGateway().Address);
    }

    /// <summary>Asks for a session whose id is drawn at random.</summary>
    public void SendUnknownSession()
    {
        byte[] id = new byte[8];
        _random.Fill(id);
        SendRequest($"S-{Convert.ToHexStringLower(id)}", Watched.RequireGateway());
    }

    /// <summary>
    /// Sends one message after the other to a gateway as fast as they are taken: sessions, nonces and proofs drawn at random, so that each
    /// is well-formed and none belongs to a session.
    /// </summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="type">REATTACH_REQUEST, DATA, KEEPALIVE, TERMINATE or HANDSHAKE_INIT.</param>
    /// <param name="count">How many.</param>
    /// <param name="forgedSource">Whose address they seem to come from; null for its own.</param>
    public void Flood(GatewayActor gateway, string type, int count, TransportAddress? forgedSource = null)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        _scene.BeginEvent();
        for (int sent = 0; sent < count; sent++)
        {
            _scene.Event(() => FloodOne(gateway, type, forgedSource));
        }
    }

    void IDatagramReceiver.OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source)
    {
        _lastReceived = datagram.ToArray();
        _lastSource = source;
    }

    /// <summary>Sends bytes to a public address from its own.</summary>
    internal void SendTo(ReadOnlySpan<byte> datagram, TransportAddress destination)
    {
        byte[] copy = datagram.ToArray();
        _scene.Event(() => SendNow(copy, destination));
    }

    /// <summary>Sends one message of a flood.</summary>
    internal void FloodOne(GatewayActor gateway, string type, TransportAddress? forgedSource)
    {
        byte[] drawn = new byte[48];
        _random.Fill(drawn);
        byte[] datagram = ForgedMessages.OfNoSession(type, drawn);
        if (forgedSource is { } forged)
        {
            _scene.Lab.SendForged(datagram, forged, gateway.Address);
        }
        else
        {
            SendNow(datagram, gateway.Address);
        }
    }

    private void SendAs(GatewayActor gateway, byte[] datagram)
    {
        TransportAddress destination =
            _scene.Wire.Captures.LastOrDefault(it => it.Origin == Watched.Name)?.Source
            ?? throw new SceneException($"\"{Name}\" has seen nothing from \"{Watched.Name}\" and does not know its address.");
        _scene.Event(() => _scene.Lab.SendForged(datagram, gateway.Address, destination));
    }

    private ClientActor Watched => _scene.Client(_watched ?? throw SeesNobody());

    private void SendRequest(string sessionId, GatewayActor gateway)
    {
        byte[] nonce = new byte[8];
        _random.Fill(nonce);
        Send(ForgedMessages.ReattachRequest(sessionId, nonce, "not the secret"u8), gateway.Address);
    }

    private void SendNow(byte[] datagram, TransportAddress destination) =>
        _channel.Send(datagram, _scene.Lab.AddressToReach(Name, destination));

    private SceneException SeesNobody() =>
        new($"\"{Name}\" sees nobody's datagrams; introduce an off-path attacker who sees what a client sends.");

    private OverheardDatagram Captured(string type, bool first)
    {
        string watched = _watched ?? throw SeesNobody();
        bool Wanted(OverheardDatagram datagram) => datagram.Origin == watched && MessageText.TypeOf(datagram.Bytes) == type;
        IEnumerable<OverheardDatagram> captures = _scene.Wire.Captures.Where(Wanted);
        return (first ? captures.FirstOrDefault() : captures.LastOrDefault())
            ?? throw new SceneException($"\"{Name}\" has captured no {type} of \"{watched}\".");
    }
}
