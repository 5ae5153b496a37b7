using JumpingVpn.Lab;

namespace JumpingVpn.Exploration.Reference;

/// <summary>
/// The session told a second time, as plainly as possible, with no code of the protocol: it sees the datagrams of both sides and says which
/// answer no side may give. What it does not understand it lets pass.
/// </summary>
/// <param name="note">Takes an answer that no side may give, in words.</param>
/// <param name="seen">Takes each message: whether it is at a gateway, at which host, its type, and whether it has arrived there.</param>
/// <remarks>One scenario each. Thread rule: the lab's thread.</remarks>
internal sealed class ReferenceModel(Action<string> note, Action<bool, string, string, bool> seen)
{
    // A flood says the same again and again.
    private const int MostDatagrams = 4_000;

    private readonly OrderedDictionary<string, ReferenceServer> _servers = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, ReferenceClient> _clients = new(StringComparer.Ordinal);
    private Scene? _scene;
    private int _seen;

    public void OnScene(Scene scene)
    {
        _scene = scene;
        scene.DatagramSeen = See;
    }

    private void See(SceneDatagram datagram)
    {
        if (++_seen > MostDatagrams)
        {
            return;
        }

        var message = Message.Read(datagram.Bytes);
        if (ServerOf(datagram.Host) is { } server)
        {
            seen(true, datagram.Host, message.Type, datagram.HasArrived);
            if (datagram.HasArrived)
            {
                server.Hear(datagram.Other, message);
            }
            else
            {
                Note(server.Say(datagram.Other, message));
            }
        }
        else if (ClientOf(datagram.Host) is { } client)
        {
            seen(false, datagram.Host, message.Type, datagram.HasArrived);
            if (datagram.HasArrived)
            {
                client.Hear(message);
            }
            else
            {
                Note(client.Say(message));
            }
        }
    }

    private void Note(string? wrong)
    {
        if (wrong is not null)
        {
            note(wrong);
        }
    }

    private ReferenceServer? ServerOf(string host) => Find(_servers, host, "gateway");

    private ReferenceClient? ClientOf(string host) => Find(_clients, host, "client");

    private T? Find<T>(OrderedDictionary<string, T> known, string host, string role)
        where T : class, new()
    {
        if (!known.TryGetValue(host, out T? found) && _scene!.Roles.Any(actor => actor.Name == host && actor.Role == role))
        {
            known.Add(host, found = new T());
        }

        return found;
    }
}
