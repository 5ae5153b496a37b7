using System.Diagnostics;
using System.Globalization;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.Studying;

/// <summary>Tells a person how far a study is, on standard error, since tables go to standard output: a line that is rewritten on a
/// terminal, a line now and then elsewhere. All workers tell it.</summary>
internal sealed class StudyProgress(Surroundings surroundings, long runs)
{
    private const string EraseLine = "\r\e[2K";
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly bool _rewrites = surroundings.ErrorInk.Enabled;
    private TimeSpan _next = surroundings.ErrorInk.Enabled ? TimeSpan.Zero : Seldom;

    /// <summary>The first line.</summary>
    public void Start(int cases, int seeds, ulong from) =>
        surroundings.Error.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"studying {cases} cases under {seeds} seeds from {from}")
        );

    /// <summary>So many runs are done.</summary>
    public void Tell(long done)
    {
        TimeSpan passed = Stopwatch.GetElapsedTime(_startedAt);
        if (passed < _next || !_gate.TryEnter())
        {
            return;
        }

        try
        {
            if (passed >= _next)
            {
                _next = passed + (_rewrites ? Often : Seldom);
                double rate = done / Math.Max(passed.TotalSeconds, 0.001);
                string text = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{done:#,0} of {runs:#,0} runs ({rate:#,0}/s), {(runs - done) / Math.Max(rate, 0.001):0} s left"
                );
                surroundings.Error.Write(_rewrites ? $"{EraseLine}{surroundings.ErrorInk.Dim(text)}" : $"{text}\n");
                surroundings.Error.Flush();
            }
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            surroundings.Error.Write(_rewrites ? EraseLine : "");
        }
    }
}
