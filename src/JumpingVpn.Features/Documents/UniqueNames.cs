using System.Globalization;

namespace JumpingVpn.Features.Documents;

/// <summary>Names of scenarios in one file: what makes two of them the same, and how the rows of an outline are told apart.</summary>
internal sealed class UniqueNames
{
    private const int MaxSuffix = 100;

    // How often each name was asked for: the next number to try.
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);

    /// <summary>The words of a title, without case, punctuation and blanks.</summary>
    public static string Words(string title)
    {
        char[] letters = title.Select(letter => char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ').ToArray();
        return string.Join(' ', new string(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Tells the scenarios of one outline apart, also from those that stand before it in the file.</summary>
    public void Give(List<Scenario> rows)
    {
        bool alike = rows.Count > 1 && rows.DistinctBy(row => row.Name, StringComparer.Ordinal).Count() < rows.Count;
        bool untouched = rows.TrueForAll(row => row.Arguments.Count > 0 && row.Name == row.Title);
        for (int i = 0; i < rows.Count; i++)
        {
            string name = alike || untouched ? $"{rows[i].Name} ({Cells(rows[i])})" : rows[i].Name;
            rows[i] = rows[i] with { Name = Unique(name) };
        }
    }

    private string Unique(string name)
    {
        string unique = name;
        int number = _taken.GetValueOrDefault(name, 1);
        while (!_taken.TryAdd(unique, 1))
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name} #{++number}");
        }

        _taken[name] = number;
        return unique;
    }

    private static string Cells(Scenario row)
    {
        string text = string.Join(", ", row.Arguments.Select(argument => argument.Value));
        return text.Length <= MaxSuffix ? text : string.Concat(text.AsSpan(0, MaxSuffix), "…");
    }
}
