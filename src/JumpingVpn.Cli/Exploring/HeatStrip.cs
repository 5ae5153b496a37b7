using System.Text;
using JumpingVpn.Exploration.Strategies;
using JumpingVpn.Exploration.Trials;

namespace JumpingVpn.Cli.Exploring;

/// <summary>What became of a scenario at each place where <c>boundary</c> struck it: one cell a place, one line a kind of fault.</summary>
/// <remarks>Thread rule: all workers.</remarks>
internal sealed class HeatStrip
{
    /// <summary>What the cells mean.</summary>
    public const string Legend =
        "= went as written  ~ some facts did not hold, and it recovered  - ended early, and recovered  X found something  . never struck";

    private const string Ranks = ".=~-X";
    private const int Width = 100;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, char[]> _rows = new(StringComparer.Ordinal);

    /// <summary>Whether there is anything to show.</summary>
    public bool Any => _rows.Count > 0;

    /// <summary>At how many places it was struck so far.</summary>
    public int Run
    {
        get
        {
            lock (_gate)
            {
                return _rows.Values.Sum(static row => row.Count(static cell => cell != ' '));
            }
        }
    }

    /// <summary>Notes a run. Where several are of one place, the worst counts.</summary>
    public void Take(TrialResult result, TrialSource source)
    {
        Trial trial = result.Trial;
        if (
            trial.Number is not { } number
            || BoundaryStrategy.PlaceOf(trial.Target.Profile!, source.ChoicesOf(trial.Target, number)) is not { } at
        )
        {
            return;
        }

        char cell =
            result.Signature is not null ? 'X'
            : !result.Counts ? '.'
            : result.EndedAt >= 0 ? '-'
            : result.HasExcused ? '~'
            : '=';
        lock (_gate)
        {
            if (!_rows.TryGetValue(at.Kind, out char[]? row) || row.Length != at.Places)
            {
                _rows[at.Kind] = row = Enumerable.Repeat(' ', at.Places).ToArray();
            }

            row[at.Place] =
                Ranks.IndexOf(row[at.Place], StringComparison.Ordinal) > Ranks.IndexOf(cell, StringComparison.Ordinal)
                    ? row[at.Place]
                    : cell;
        }
    }

    /// <summary>The lines, below the place of the scenario.</summary>
    /// <param name="ink">Colours a cell.</param>
    public string ToText(Func<char, string> ink)
    {
        var text = new StringBuilder();
        lock (_gate)
        {
            foreach ((string kind, char[] row) in _rows)
            {
                string label = kind;
                foreach (char[] part in row.Chunk(Width))
                {
                    text.Append($"  {label, -12} ").AppendJoin("", part.Select(ink)).Append('\n');
                    label = "";
                }
            }
        }

        return text.ToString();
    }
}
