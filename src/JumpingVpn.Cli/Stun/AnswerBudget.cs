using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Stun;

/// <summary>
/// How many answers an address may have in a second: what a forger makes us send to a victim is bounded by it. The memory is fixed;
/// addresses that fall into one place share its budget.
/// </summary>
internal sealed class AnswerBudget
{
    /// <summary>A lifetime search asks 512 times at once at most.</summary>
    public const int AnswersPerSecond = 1_000;

    private const int Places = 1 << 12;

    private readonly (long Second, int Spent)[] _places = new (long, int)[Places];

    /// <summary>Spends one answer.</summary>
    /// <param name="address">Who would be answered; its port does not count.</param>
    /// <param name="second">The second that it is now, by any clock that goes forward.</param>
    /// <returns>False if there is none left in this second.</returns>
    public bool TrySpend(in TransportAddress address, long second)
    {
        ref (long Second, int Spent) place = ref _places[address.WithPort(0).GetHashCode() & (Places - 1)];
        place = place.Second == second ? (second, place.Spent + 1) : (second, 1);
        return place.Spent <= AnswersPerSecond;
    }
}
