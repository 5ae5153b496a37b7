using System.Globalization;

namespace JumpingVpn.Exploration.Importing;

/// <summary>How the run of an imported scenario differs from the capture.</summary>
internal sealed class RehearsalResult
{
    private readonly OrderedDictionary<string, List<int>> _kinds = new(StringComparer.Ordinal);

    /// <summary>Whether something arrives that did not in the capture, so that another attempt may help.</summary>
    public bool Surplus { get; set; }

    /// <summary>What differs, each kind once with the numbers of the rows.</summary>
    public IReadOnlyList<string> Differences =>
        [
            .. _kinds.Select(static it =>
                it.Value.Count == 0
                    ? $"{it.Key}."
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"{it.Value.Count} {(it.Value.Count == 1 ? "datagram" : "datagrams")}, the first is number {it.Value[0]}: "
                            + $"it {it.Key}."
                    )
            ),
        ];

    public static RehearsalResult Of(string difference)
    {
        var result = new RehearsalResult();
        result.Add(difference);
        return result;
    }

    public void Add(string kind, int? row = null)
    {
        if (!_kinds.TryGetValue(kind, out List<int>? rows))
        {
            _kinds.Add(kind, rows = []);
        }

        if (row is { } number)
        {
            rows.Add(number);
        }
    }
}
