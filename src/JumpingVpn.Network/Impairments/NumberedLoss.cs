using JumpingVpn.Datagrams;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>See <see cref="LossModel.Numbers"/>.</summary>
internal sealed record NumberedLoss(IReadOnlyList<long> Lost) : LossModel
{
    internal override void Validate()
    {
        OptionGuard.Refuse(Lost.Count == 0, $"A loss of {Lost.Count} numbered datagrams does nothing: give at least one number.");
        for (int i = 0; i < Lost.Count; i++)
        {
            long least = i == 0 ? 1 : Lost[i - 1] + 1;
            OptionGuard.Refuse(
                Lost[i] < least,
                $"Losing datagram number {Lost[i]} is impossible here: numbers ascend from 1, so it must be at least {least}."
            );
        }
    }

    internal override LossProcess Begin(RandomStream stream) => new Counter(Lost);

    private sealed class Counter(IReadOnlyList<long> lost) : LossProcess
    {
        private long _number;
        private int _next;

        public override bool Loses(TimeSpan now)
        {
            _number++;
            if (_next == lost.Count || lost[_next] != _number)
            {
                return false;
            }

            _next++;
            return true;
        }
    }
}
