using System.Diagnostics.CodeAnalysis;

namespace JumpingVpn.Network.Naming;

/// <summary>Values by name: letters and digits count, case does not, and the refusal of an unknown name lists those that there
/// are.</summary>
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
            : throw new ArgumentException($"There is no {_kind} preset \"{name}\"; there are {string.Join(", ", Names)}.");
    }

    private static string Normalise(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
