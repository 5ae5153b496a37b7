using JumpingVpn.Exploration.Strategies;

namespace JumpingVpn.Cli.Exploring;

/// <summary>
/// What the guided numbers of one scenario learn from each other, so that it is the same with any number of workers: numbers are run in
/// blocks, one worker each, and a block knows what the blocks up to <see cref="Lag"/> before it have kept. After an era all is forgotten,
/// so that any number can be repeated without all that came before.
/// </summary>
/// <remarks>Thread rule: all workers.</remarks>
internal sealed class GuidedCourse
{
    /// <summary>How many numbers a block has.</summary>
    public const int Block = 4;

    private const int Lag = 4;
    private const int Era = 256;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly object _gate = new();
    private readonly SortedDictionary<long, IReadOnlyList<CorpusEntry>> _finished = [];
    private readonly SortedDictionary<long, Corpus> _after = [];
    private readonly SortedDictionary<long, long> _next = [];

    /// <summary>The block with which the era of a number begins.</summary>
    public static long BeginningFor(long number) => number / Block / Era * Era;

    /// <summary>The number of the era that a block belongs to.</summary>
    public static long EraOf(long block) => block / Era;

    /// <summary>What a block knows; waits for the blocks that it knows of.</summary>
    /// <param name="block">The block.</param>
    /// <param name="isOver">Whether nobody wants to know any more.</param>
    public Corpus Before(long block, Func<bool> isOver)
    {
        if (block % Era < Lag)
        {
            return Corpus.Empty;
        }

        lock (_gate)
        {
            while (!_after.ContainsKey(block - Lag) && !isOver())
            {
                Monitor.Wait(_gate, Glance);
            }

            return _after.GetValueOrDefault(block - Lag) ?? Corpus.Empty;
        }
    }

    /// <summary>Takes what a block has to keep.</summary>
    public void Finish(long block, IReadOnlyList<CorpusEntry> kept)
    {
        lock (_gate)
        {
            _finished[block] = kept;
            long next = _next.GetValueOrDefault(block / Era, block / Era * Era);
            while (_finished.Remove(next, out IReadOnlyList<CorpusEntry>? its))
            {
                Corpus before = next % Era == 0 ? Corpus.Empty : _after.GetValueOrDefault(next - 1) ?? Corpus.Empty;
                _after[next] = before.With(its);
                next++;
            }

            _next[block / Era] = next;
            foreach (long old in _after.Keys.TakeWhile(it => it < block - (4 * Lag)).ToArray())
            {
                _after.Remove(old);
            }

            Monitor.PulseAll(_gate);
        }
    }
}
