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
        string wanted = NearestName.Normalise(name);
        foreach ((string candidate, T found) in _entries)
        {
            if (NearestName.Normalise(candidate) == wanted)
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
                $"There is no {_kind} preset \"{name}\"; did you mean \"{NearestName.Of(name, Names)}\"? There are "
                    + $"{string.Join(", ", Names)}."
            );
    }
}
