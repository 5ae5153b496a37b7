using JumpingVpn.Exploration.Shrinking;
using JumpingVpn.Exploration.Trials;

namespace JumpingVpn.Cli.Exploring;

/// <summary>What was found, once for each signature. All workers tell it; one at a time shrinks.</summary>
internal sealed class FindingBook(FindingFiles files, ExploreReport report)
{
    // Beyond that, one bug has usually broken everything.
    private const int MostShrunk = 12;
    private const int MostClaims = 6;

    private readonly Lock _gate = new();
    private readonly List<TrialResult> _claims = [];
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);
    private int _shrunk;

    /// <summary>How many signatures.</summary>
    public int Count => _known.Count;

    /// <summary>How many of them were only counted.</summary>
    public int Unshrunk => _known.Count - _shrunk;

    /// <summary>Takes a result with a signature. Where it is new, it is shrunk, written and told at once, or at the end, if it is a claim
    /// of the scenario: one bug breaks many of these, and the shortest story is the best.</summary>
    public void Take(TrialResult result, Shrinker shrinker)
    {
        lock (_gate)
        {
            if (!_known.Add($"{result.Signature!.Kind} {result.Signature.Cause}"))
            {
                return;
            }

            if (result.Signature.Kind == FindingKind.Claim)
            {
                _claims.Add(result);
            }
            else if (_shrunk < MostShrunk)
            {
                Keep(result, shrinker);
            }
        }
    }

    /// <summary>Shrinks, writes and tells what has waited.</summary>
    public void Finish(Shrinker shrinker)
    {
        lock (_gate)
        {
            foreach (TrialResult claim in _claims.OrderBy(static it => it.Trial.Target.Planned.Steps.Count).Take(MostClaims))
            {
                Keep(claim, shrinker);
            }
        }
    }

    private void Keep(TrialResult result, Shrinker shrinker)
    {
        _shrunk++;
        var finding = new Finding(result, shrinker.Shrink(result), FindingNames.Of(_shrunk, result.Title ?? result.Signature!.Cause));
        report.Found(finding, files.Write(finding));
    }
}
