using System.Globalization;

namespace JumpingVpn.Steps;

/// <summary>Numbers of datagrams, as a sentence lists them: <c>3, 7 to 9 and 12</c>.</summary>
/// <param name="All">The numbers, each once, in order.</param>
public sealed record DatagramNumbers(IReadOnlyCollection<int> All)
{
    private const int Most = 1_000_000;

    /// <summary>Reads a list.</summary>
    /// <exception cref="FormatException">It names a number 0, or a span that runs back.</exception>
    public static DatagramNumbers Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        SortedSet<int> all = [];
        foreach (string part in text.Replace(" and ", ", ", StringComparison.Ordinal).Split(", "))
        {
            int[] ends = [.. part.Split(" to ").Select(static end => int.Parse(end, CultureInfo.InvariantCulture))];
            if (ends[0] < 1 || ends[^1] < ends[0] || ends[^1] > Most)
            {
                throw new FormatException($"`{part}` is not the number of a datagram or a range: write for example 3, 7 to 9 and 12");
            }

            all.UnionWith(Enumerable.Range(ends[0], ends[^1] - ends[0] + 1));
        }

        return new DatagramNumbers(all);
    }

    /// <summary>Writes a list as <see cref="Read"/> reads it.</summary>
    /// <param name="numbers">In order, each once.</param>
    public static string Write(IEnumerable<int> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        List<(int First, int Last)> spans = [];
        foreach (int number in numbers)
        {
            if (spans.Count > 0 && spans[^1].Last == number - 1)
            {
                spans[^1] = (spans[^1].First, number);
            }
            else
            {
                spans.Add((number, number));
            }
        }

        string[] words =
        [
            .. spans.Select(static span =>
                span.First == span.Last
                    ? string.Create(CultureInfo.InvariantCulture, $"{span.First}")
                    : string.Create(CultureInfo.InvariantCulture, $"{span.First} to {span.Last}")
            ),
        ];
        return words.Length < 2 ? string.Concat(words) : $"{string.Join(", ", words[..^1])} and {words[^1]}";
    }
}
