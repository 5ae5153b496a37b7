using JumpingVpn.Features.Running;

namespace JumpingVpn.Reports;

/// <summary>
/// How much of the file pictures and attachments may take, in bytes as they stand in it. What did not pass has a part that nothing else
/// can use up, because nobody knows beforehand how much will fail.
/// </summary>
/// <param name="detail">What was asked for.</param>
internal sealed class DetailBudget(ReportDetail detail)
{
    /// <summary>For all scenarios together.</summary>
    public const long Total = 20_000_000;

    /// <summary>For those that passed: the rest is kept for what fails.</summary>
    public const long ForPassed = 4_000_000;

    private long _passed;
    private long _all;
    private bool _isClosed;

    /// <summary>Whether it may still be worth while to make the detail of a scenario with this outcome.</summary>
    public bool MayTake(ScenarioOutcome outcome) =>
        detail switch
        {
            ReportDetail.All => true,
            ReportDetail.None => false,
            _ => IsTrouble(outcome) || !Volatile.Read(ref _isClosed),
        };

    /// <summary>Takes this many bytes from the budget; false if they exceed it.</summary>
    /// <remarks>Once one that passed was refused, all further ones are, so that the same run gives the same file.</remarks>
    public bool TryTake(ScenarioOutcome outcome, long bytes)
    {
        if (!MayTake(outcome))
        {
            return false;
        }

        bool fits = detail == ReportDetail.All || _all + bytes <= Total && (IsTrouble(outcome) || _passed + bytes <= ForPassed);
        if (!fits)
        {
            Volatile.Write(ref _isClosed, Volatile.Read(ref _isClosed) || !IsTrouble(outcome));
            return false;
        }

        _all += bytes;
        _passed += IsTrouble(outcome) ? 0 : bytes;
        return true;
    }

    private static bool IsTrouble(ScenarioOutcome outcome) => outcome is ScenarioOutcome.Failed or ScenarioOutcome.Broken;
}
