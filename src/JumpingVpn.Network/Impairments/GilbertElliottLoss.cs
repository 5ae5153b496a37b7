using JumpingVpn.Datagrams;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>See <see cref="LossModel.GilbertElliott"/>.</summary>
internal sealed record GilbertElliottLoss(Probability P, Probability R, Probability LossInBad, Probability LossInGood) : LossModel
{
    internal override void Validate()
    {
        OptionGuard.Refuse(
            P == Probability.Never && LossInGood == Probability.Never,
            $"A Gilbert-Elliott loss with p = {P} and no loss in the good state does nothing: give a p above 0 %."
        );
        OptionGuard.Refuse(
            LossInBad == Probability.Never && LossInGood == Probability.Never,
            $"A Gilbert-Elliott loss of {LossInBad} in the bad and {LossInGood} in the good state does nothing: give one above 0 %."
        );
    }

    internal override LossProcess Begin(RandomStream stream) => new Chain(this, stream);

    private sealed class Chain(GilbertElliottLoss model, RandomStream stream) : LossProcess
    {
        private bool _bad;

        // Two draws a datagram in either state, so that a stream means the same whatever the state.
        public override bool Loses(TimeSpan now)
        {
            bool lost = stream.Chance(_bad ? model.LossInBad : model.LossInGood);
            _bad ^= stream.Chance(_bad ? model.R : model.P);
            return lost;
        }
    }
}
