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
    private readonly SortedDictionary<string, KeptFinding?> _known = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, TrialResult> _claims = new(StringComparer.Ordinal);
    private int _shrunk;

    /// <summary>How many signatures.</summary>
    public int Count => _known.Count;

    /// <summary>How many of them were only counted.</summary>
    public int Unshrunk => _known.Count - _shrunk;

    /// <summary>Takes a result with a signature. Where it is new, it is shrunk, written and told at once, or at the end, if it is a claim
    /// of the scenario: one bug breaks many of these, and the shortest story is the best. Where it is known and comes from another
    /// scenario, a shorter feature that comes of it replaces the one before.</summary>
    public void Take(TrialResult result, Shrinker shrinker)
    {
        lock (_gate)
        {
            string key = $"{result.Signature!.Kind} {result.Signature.Cause}";
            if (result.Signature.Kind == FindingKind.Claim)
            {
                _known[key] = null;
                if (!_claims.TryGetValue(key, out TrialResult? known) || StepsOf(result) < StepsOf(known))
                {
                    _claims[key] = result;
                }
            }
            else if (!_known.TryGetValue(key, out KeptFinding? kept))
            {
                _known.Add(key, _shrunk < MostShrunk ? Keep(result, shrinker) : null);
            }
            else if (kept?.TryShorten(result, shrinker) == true)
            {
                report.Shortened(kept.Finding, files.Write(kept.Finding));
            }
        }
    }

    /// <summary>Shrinks, writes and tells what has waited.</summary>
    public void Finish(Shrinker shrinker)
    {
        lock (_gate)
        {
            foreach (TrialResult claim in _claims.Values.OrderBy(StepsOf).Take(MostClaims))
            {
                Keep(claim, shrinker);
            }
        }
    }

    private static int StepsOf(TrialResult result) => result.Trial.Target.Planned.Steps.Count;

    private KeptFinding Keep(TrialResult result, Shrinker shrinker)
    {
        _shrunk++;
        var finding = new Finding(result, shrinker.Shrink(result), FindingNames.Of(_shrunk, result.Title ?? result.Signature!.Cause));
        report.Found(finding, files.Write(finding));
        return new KeptFinding(finding);
    }
}
