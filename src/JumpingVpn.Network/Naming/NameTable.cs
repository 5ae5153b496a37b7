using System.Diagnostics.CodeAnalysis;

namespace JumpingVpn.Network.Naming;

/// <summary>Values by name, forgiving in spelling and helpful where a name is unknown.</summary>
internal sealed class NameTable<T>
    where T : class
{
    private readonly string _kind;
    private readonly (string Name, T Value)[] _entries;

    public NameTable(string kind, params (string Name, T Value)[] entries)
    {
        _kind = kind;
        _entries = entries;
        Names = Array.ConvertAll(entries, entry => entry.Name);
    }

    public IReadOnlyList<string> Names { get; }

    public bool TryFind(string name, [NotNullWhen(true)] out T? value)
    {
        string wanted = Normalise(name);
        foreach ((string candidate, T found) in _entries)
        {
            if (Normalise(candidate) == wanted)
            {
                value = found;
                return true;
            }
        }

        value = null;
        return false;
    }

    public T Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryFind(name, out T? value)
            ? value
            : throw new ArgumentException(
                $"There is no {_kind} preset \"{name}\". Did you mean \"{Nearest(name)}\"? The presets are: {string.Join(", ", Names)}.");
    }

    private static string Normalise(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private string Nearest(string name) => Names.MinBy(candidate => EditDistance(Normalise(candidate), Normalise(name)))!;

    private static int EditDistance(string from, string to)
    {
        int[] row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int substituted = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
