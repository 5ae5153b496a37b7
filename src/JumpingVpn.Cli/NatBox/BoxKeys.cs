using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Cli.NatBox;

/// <summary>What the keys of the live view do.</summary>
internal static class BoxKeys
{
    /// <summary>What there is, in a line.</summary>
    public const string Help = "r rebind   f flush   l loss +5 %   L loss -5 %   p partition   s stuck   q quit";

    private const int Step = Probability.Scale / 20;

    /// <summary>Does what a key means; nothing for another one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="box">What it is done to.</param>
    /// <returns>False if the box is to end.</returns>
    /// <exception cref="InvalidOperationException">The NAT cannot do that; the message says why.</exception>
    public static bool Press(char key, Box box)
    {
        switch (key)
        {
            case 'r':
                box.Rebind(NatRebindingKind.Port);
                break;
            case 'f':
                box.Flush();
                break;
            case 'l':
                box.ChangeLink(network => network with { Up = Lossier(network.Up, Step), Down = Lossier(network.Down, Step) });
                break;
            case 'L':
                box.ChangeLink(network => network with { Up = Lossier(network.Up, -Step), Down = Lossier(network.Down, -Step) });
                break;
            case 'p':
                box.Partition(!box.IsPartitioned);
                break;
            case 's':
                box.MakeStuck();
                break;
        }

        return key is not ('q' or 'Q');
    }

    private static LinkOptions Lossier(LinkOptions link, int by)
    {
        var loss = Probability.FromPartsPerMillion(Math.Clamp(link.Loss.PartsPerMillion + by, 0, Probability.Scale));
        return link with
        {
            Loss = loss,
            LossModel = null,
            LossCorrelation = loss == Probability.Never ? Probability.Never : link.LossCorrelation,
        };
    }
}
