namespace JumpingVpn.Lab.Scenes;

/// <summary>A datagram that a peer is to send.</summary>
/// <param name="At">When, counted from the first call's beginning.</param>
/// <param name="From">The sending socket.</param>
/// <param name="To">The socket that is meant.</param>
/// <param name="Payload">The bytes; nobody changes them.</param>
public sealed record PeerDatagram(TimeSpan At, string From, string To, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The number of an earlier datagram, the first is 1: this one goes to the address from which that one came, as its receiver
    /// saw it. Null: to the address of a public peer, and of another one to where the sender has last heard it.</summary>
    /// <value>Default: null.</value>
    public int? SeenIn { get; init; }

    /// <summary>Bytes that tell which datagram it is, as far as there is room.</summary>
    /// <param name="number">The first is 1.</param>
    /// <param name="length">How many bytes.</param>
    public static ReadOnlyMemory<byte> Filled(int number, int length)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < Math.Min(length, sizeof(int)); i++)
        {
            bytes[i] = (byte)(number >> (8 * i));
        }

        return bytes;
    }
}
