using System.Globalization;
using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Scenes;

/// <summary>Many clients that do the same: <c>phone-1</c>, <c>phone-2</c> and so on, each a client of the scene that can be named
/// alone.</summary>
public sealed class ClientGroup
{
    /// <summary>The most clients of one group: a loopback network of the lab has 253 addresses, and a scenario that one carrier can run
    /// the other can, too.</summary>
    public const int MaxCount = 250;

    internal ClientGroup(Scene scene, string name, int count, string? behind)
    {
        Demand.That(count is >= 1 and <= MaxCount, $"{count} clients \"{name}\" are impossible: there are 1 to {MaxCount}.");
        All =
        [
            .. Enumerable
                .Range(1, count)
                .Select(number => scene.AddClient(string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"), behind)),
        ];
    }

    /// <summary>All of them, the first one first.</summary>
    public IReadOnlyList<ClientActor> All { get; }

    /// <summary>Each opens a socket and establishes its session, one after the other.</summary>
    public void Start(GatewayActor gateway) => Each(client => client.Start(gateway));

    /// <summary>Each hands a message to its session, without waiting.</summary>
    public void Send() => Each(client => client.Send(1));

    /// <summary>Each opens a new socket, reattaches from it, and is accepted.</summary>
    public void Reattach() =>
        Each(client =>
        {
            client.Reattach.FromNewSocket();
            client.Reattach.ExpectAccepted();
        });

    /// <summary>States the state in which each holds its session.</summary>
    public void ExpectState(SessionState state) => Each(client => client.ExpectState(state));

    /// <summary>Waits until all that they sent is acknowledged, and states that each message was delivered once.</summary>
    public void ExpectAllDelivered() => Each(client => client.ExpectAllDelivered());

    private void Each(Action<ClientActor> act)
    {
        foreach (ClientActor client in All)
        {
            act(client);
        }
    }
}
