using JumpingVpn.Datagrams;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>See <see cref="LossModel.First"/>, <see cref="LossModel.Every"/> and <see cref="LossModel.Bursts"/>.</summary>
internal sealed record PeriodicLoss(long Lost, long Passed, bool LossComesFirst) : LossModel
{
    internal override void Validate()
    {
        OptionGuard.Refuse(Lost < 1, $"Losing {Lost} datagrams in a row is impossible: it must be at least 1.");
        OptionGuard.Refuse(Passed < 0, $"Letting {Passed} datagrams pass between losses is impossible: it must be at least 0.");
    }

    internal override LossProcess Begin(RandomStream stream) => new Counter(this);

    private sealed class Counter(PeriodicLoss model) : LossProcess
    {
        private bool _losing = model.LossComesFirst;
        private long _left = model.LossComesFirst ? model.Lost : model.Passed;

        public override bool Loses(TimeSpan now)
        {
            while (_left == 0)
            {
                _losing = !_losing;
                _left = _losing ? model.Lost : model.Passed;
            }

            _left--;
            return _losing;
        }
    }
}
