using System.Numerics;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>See <see cref="LossModel.Pattern"/>.</summary>
internal sealed record PatternLoss(ulong Mask) : LossModel
{
    internal override void Validate() =>
        OptionGuard.Refuse(Mask == 0, $"A loss pattern of {Mask} loses nothing: at least one of its 64 bits must be 1.");

    internal override LossProcess Begin(RandomStream stream) => new Rotation(Mask);

    private sealed class Rotation(ulong mask) : LossProcess
    {
        private ulong _mask = mask;

        public override bool Loses(TimeSpan now)
        {
            bool lost = (_mask & 1) != 0;
            _mask = BitOperations.RotateRight(_mask, 1);
            return lost;
        }
    }
}
