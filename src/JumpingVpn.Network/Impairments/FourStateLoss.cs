using JumpingVpn.Datagrams;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>See <see cref="LossModel.FourStates"/>.</summary>
internal sealed record FourStateLoss(Probability P13, Probability P31, Probability P32, Probability P23, Probability P14) : LossModel
{
    internal override void Validate()
    {
        RefuseSum("p13", P13, "p14", P14);
        RefuseSum("p31", P31, "p32", P32);
        OptionGuard.Refuse(
            P13 == Probability.Never && P14 == Probability.Never,
            $"A four-state loss with p13 = {P13} and p14 = {P14} does nothing: give one above 0 %."
        );
    }

    internal override LossProcess Begin(RandomStream stream) => new Chain(this, stream);

    private static void RefuseSum(string one, Probability first, string other, Probability second) =>
        OptionGuard.Refuse(
            first.PartsPerMillion + second.PartsPerMillion > Probability.Scale,
            $"{one} = {first} and {other} = {second} are contradictory: together they must be at most 100 %, as both leave one state."
        );

    private sealed class Chain(FourStateLoss model, RandomStream stream) : LossProcess
    {
        private State _state;

        private enum State
        {
            Good,
            ReceivedInBurst,
            LostInBurst,
            LostAlone,
        }

        public override bool Loses(TimeSpan now)
        {
            int draw = (int)stream.Below(Probability.Scale);
            _state = _state switch
            {
                State.Good => Fork(draw, model.P14, State.LostAlone, model.P13, State.LostInBurst, State.Good),
                State.ReceivedInBurst => draw < model.P23.PartsPerMillion ? State.LostInBurst : State.ReceivedInBurst,
                State.LostInBurst => Fork(draw, model.P31, State.Good, model.P32, State.ReceivedInBurst, State.LostInBurst),
                _ => State.Good,
            };
            return _state >= State.LostInBurst;
        }

        private static State Fork(int draw, Probability first, State one, Probability second, State other, State neither) =>
            draw < first.PartsPerMillion ? one
            : draw < first.PartsPerMillion + second.PartsPerMillion ? other
            : neither;
    }
}
