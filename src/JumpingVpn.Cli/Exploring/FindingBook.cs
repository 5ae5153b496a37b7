using JumpingVpn.Exploration.Shrinking;
using JumpingVpn.Exploration.Trials;

namespace JumpingVpn.Cli.Exploring;

/// <summary>What was found, once for each signature. All workers tell it; one at a time shrinks.</summary>
internal sealed class FindingBook(FindingFiles files, ExploreReport report)
{
    // Beyond that, one bug has usually broken everything.
    private const int MostShrunk = 12;

    private readonly Lock _gate = new();
    private readonly List<Finding> _findings = [];
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>How many signatures.</summary>
    public int Count => _known.Count;

    /// <summary>How many of them were only counted.</summary>
    public int Unshrunk => _known.Count - _findings.Count;

    /// <summary>Takes a result with a signature: shrinks, writes and tells it where the signature is new.</summary>
    public void Take(TrialResult result, Shrinker shrinker)
    {
        lock (_gate)
        {
            Signature signature = result.Signature!;
            if (!_known.Add($"{signature.Kind} {signature.Cause}") || _findings.Count >= MostShrunk)
            {
                return;
            }

            var finding = new Finding(result, shrinker.Shrink(result), FindingNames.Of(_findings.Count + 1, signature));
            _findings.Add(finding);
            report.Found(finding, files.Write(finding));
        }
    }
}
