using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Simulation;

namespace JumpingVpn.Lab;

/// <summary>
/// Sees what a scenario builds and does to its network, and each datagram at each place where the carrier shows it: what a picture of the
/// scenario is drawn from. It must not change the network, and must not ask the lab for the name of an address: names are numbered in the
/// order in which they are asked for, and the trace would change.
/// </summary>
/// <remarks>Thread rule: the lab's thread.</remarks>
public interface ISceneWitness : INetworkTap
{
    /// <summary>The scene is made, and empty.</summary>
    /// <param name="scene">The scene; what it recorded may be read after it was disposed of, too.</param>
    void OnScene(Scene scene);

    /// <summary>A host, a further interface of one, or a NAT is there from now on.</summary>
    /// <param name="kind">Which of these.</param>
    /// <param name="name">Its name.</param>
    /// <param name="behind">The NAT it is behind; null on the public network.</param>
    void OnNode(SceneNodeKind kind, string name, string? behind);

    /// <summary>How a NAT behaves of which <see cref="OnNode"/> has just told.</summary>
    void OnNat(string name, NatOptions options) { }

    /// <summary>A port of a host is open to the public network: NATs before it forward to it.</summary>
    void OnPublished(string host) { }

    /// <summary>The access link of a node follows a schedule from now on, or none any more.</summary>
    void OnSchedule(string node, LinkSchedule? schedule) { }

    /// <summary>Two hosts are kept apart from now on, or no more.</summary>
    /// <param name="from">One host.</param>
    /// <param name="to">The other.</param>
    /// <param name="bothWays">False if only what goes from the one to the other is stopped.</param>
    /// <param name="isOver">Whether that ends.</param>
    void OnPartition(string from, string to, bool bothWays, bool isOver) { }

    /// <summary>Something befell a node.</summary>
    /// <param name="at">When, in virtual time since the lab was created.</param>
    /// <param name="node">The host, interface or NAT.</param>
    /// <param name="change">What.</param>
    /// <param name="other">Whom else it concerns: the other side of a partition, the host whose mappings moved; null for nobody.</param>
    void OnChange(TimeSpan at, string node, SceneChange change, string? other);

    /// <summary>A step ended, whether it passed or not; once more when the scenario is closed.</summary>
    /// <remarks>The next step begins at the same time: no time passes between steps.</remarks>
    /// <param name="scene">The scene as it is now.</param>
    void OnStepEnded(Scene scene);
}
