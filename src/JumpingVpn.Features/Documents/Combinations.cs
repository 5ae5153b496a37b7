using System.Globalization;

namespace JumpingVpn.Features.Documents;

/// <summary>
/// Rows of Examples with the tag <see cref="Tag"/>: a cell may list several values, <c>20 ms, 100 ms</c>, and the row represents each
/// combination of them. The last column changes fastest.
/// </summary>
internal static class Combinations
{
    public const string Tag = "@every-combination";

    private const int Most = 100_000;

    /// <summary>The combinations of a row.</summary>
    /// <param name="cells">Its cells.</param>
    /// <param name="error">Why there are none.</param>
    public static IReadOnlyList<string[]> Of(IEnumerable<string> cells, out string? error)
    {
        string[][] lists = [.. cells.Select(static cell => cell.Split(',', StringSplitOptions.TrimEntries))];
        error = null;
        if (Array.Find(lists, static list => list.Length > 1 && list.Contains("")) is { } gap)
        {
            error = $"`{string.Join(", ", gap)}` lists an empty value: write one between two commas, or leave a comma out";
            return [];
        }

        long count = lists.Aggregate(1L, static (product, list) => Math.Min(product * list.Length, int.MaxValue));
        if (count > Most)
        {
            error = string.Create(CultureInfo.InvariantCulture, $"the row has more than {Most} combinations: remove values");
            return [];
        }

        IEnumerable<string[]> rows =
        [
            [],
        ];
        foreach (string[] list in lists)
        {
            rows = [.. rows.SelectMany(row => list.Select(value => (string[])[.. row, value]))];
        }

        return [.. rows];
    }
}
