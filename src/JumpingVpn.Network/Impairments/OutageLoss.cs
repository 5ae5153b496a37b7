using JumpingVpn.Datagrams;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>See <see cref="LossModel.Outages"/>.</summary>
internal sealed record OutageLoss(TimeSpan Period, TimeSpan Lasting) : LossModel
{
    internal override void Validate()
    {
        OptionGuard.Refuse(Period <= TimeSpan.Zero, $"Outages every {Period:c} are impossible: the period must be above 0.");
        OptionGuard.Refuse(
            Lasting <= TimeSpan.Zero || Lasting > Period,
            $"An outage of {Lasting:c} in every {Period:c} is impossible: it must be above 0 and at most the period."
        );
    }

    internal override LossProcess Begin(RandomStream stream) => new Clock(this);

    private sealed class Clock(OutageLoss model) : LossProcess
    {
        public override bool Loses(TimeSpan now) => now.Ticks % model.Period.Ticks < model.Lasting.Ticks;
    }
}
