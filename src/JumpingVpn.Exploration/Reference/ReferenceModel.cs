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

    private readonly Dictionary<string, (ReferenceServer? Server, ReferenceClient? Client)> _sides = new(StringComparer.Ordinal);
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

        (ReferenceServer? server, ReferenceClient? client) = SidesAt(datagram.Host);
        if (server is null && client is null)
        {
            return;
        }

        var message = Message.Read(datagram.Bytes);
        seen(server is not null, datagram.Host, message.Type, datagram.HasArrived);
        if (datagram.HasArrived)
        {
            server?.Hear(datagram.Other, message);
            client?.Hear(message);
        }
        else
        {
            Note(server?.Say(datagram.Other, message));
            Note(client?.Say(message));
        }
    }

    private void Note(string? wrong)
    {
        if (wrong is not null)
        {
            note(wrong);
        }
    }

    // A host keeps its name and role for the scenario, so each is looked up once: those without a side of the session send the most.
    private (ReferenceServer? Server, ReferenceClient? Client) SidesAt(string host)
    {
        if (!_sides.TryGetValue(host, out (ReferenceServer? Server, ReferenceClient? Client) sides))
        {
            string role = _scene!.Roles.FirstOrDefault(actor => actor.Name == host).Role;
            sides = (role == "gateway" ? new ReferenceServer() : null, role == "client" ? new ReferenceClient() : null);
            _sides.Add(host, sides);
        }

        return sides;
    }
}
