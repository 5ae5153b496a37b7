using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Tests.Attacks;

/// <summary>One datagram that an attacker sends, and what it pretends to be.</summary>
internal readonly record struct Attack(byte[] Bytes, bool ToServer, TransportAddress From)
{
    /// <summary>The datagrams of one cell of the matrix; none where there is nothing of the kind to manipulate.</summary>
    public static IEnumerable<Attack> Make(AttackWorld world, MessageType type, bool toServer, Manipulation manipulation)
    {
        IReadOnlyList<Capture> mine = world.OfVictim(type, toServer);
        IReadOnlyList<Capture> others = world.OfBystander(type, toServer);
        Capture newest = mine[^1];
        TransportAddress changedFrom = toServer && !world.Profile.ForgesSource ? Addresses.Eve : newest.Source;
        return manipulation switch
        {
            Manipulation.FromElsewhere => [new Attack(newest.Bytes, toServer, Addresses.Eve)],
            Manipulation.Older => [new Attack(mine[0].Bytes, toServer, mine[0].Source)],
            Manipulation.OfAnotherSession => others.Count == 0 ? [] : [new Attack(others[^1].Bytes, toServer, newest.Source)],
            Manipulation.Reflected => [new Attack(newest.Bytes, !toServer, toServer ? Addresses.Server : Addresses.PhoneMoved)],
            Manipulation.Flipped => Flip(newest.Bytes).Select(bytes => new Attack(bytes, toServer, changedFrom)),
            Manipulation.FlippedFresh => toServer && Fresh(world, type) is { } fresh
                ? Flip(fresh).Select(bytes => new Attack(bytes, toServer, changedFrom))
                : [],
            Manipulation.Truncated => Truncate(newest.Bytes).Select(bytes => new Attack(bytes, toServer, changedFrom)),
            Manipulation.Extended => Extend(newest.Bytes).Select(bytes => new Attack(bytes, toServer, changedFrom)),
            _ => [new Attack(newest.Bytes, toServer, newest.Source)],
        };
    }

    /// <summary>Without keys a fresh proof is good from any address, with or without its optional members: that is the race, not a
    /// flip.</summary>
    private static byte[]? Fresh(AttackWorld world, MessageType type) =>
        type == MessageType.ReattachRequest && !world.Profile.ForgesSource ? null : world.Withhold(type);

    private static IEnumerable<byte[]> Flip(byte[] original)
    {
        for (int bit = 0; bit < original.Length * 8; bit++)
        {
            byte[] flipped = [.. original];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return flipped;
        }
    }

    private static IEnumerable<byte[]> Truncate(byte[] original) =>
        Enumerable.Range(0, original.Length).Select(length => original[..length]);

    private static IEnumerable<byte[]> Extend(byte[] original) =>
        [
            .. Enumerable.Range(0, 256).Select(value => (byte[])[.. original, (byte)value]),
            [.. original, .. "{}"u8],
            [.. original, .. original],
            [.. original, .. new byte[4096]],
        ];
}
