using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Lab.Wire;

/// <summary>One thing that happened to one datagram.</summary>
/// <param name="At">When, in virtual time.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Node">The host or NAT where it happened.</param>
/// <param name="Source">The source as seen there, by its stable name; empty for a drop.</param>
/// <param name="Destination">The destination as seen there, by its stable name; empty for a drop.</param>
/// <param name="Datagram">The datagram.</param>
/// <param name="Drop">Why it was dropped; <see cref="DropReason.None"/> where it was not.</param>
internal sealed record WireRecord(
    TimeSpan At,
    WireRecordKind Kind,
    string Node,
    string Source,
    string Destination,
    WireDatagram Datagram,
    DropReason Drop
)
{
    /// <summary>The message type, or <c>?</c> where an outsider cannot read one.</summary>
    public string Type => Member("type") ?? "?";

    /// <summary>A copy of the datagram.</summary>
    public byte[] Bytes => Datagram.Bytes;

    /// <summary>What the host saw that sent or received it.</summary>
    public SceneDatagram AtHost() =>
        Kind == WireRecordKind.Delivered
            ? new SceneDatagram(HasArrived: true, Node, Source, Bytes)
            : new SceneDatagram(HasArrived: false, Node, Destination, Bytes);

    /// <summary>A string member at the top level of the message, or null.</summary>
    public string? Member(string name) => Datagram.Member(name);
}
