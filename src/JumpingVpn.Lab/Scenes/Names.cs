using System.Diagnostics.CodeAnalysis;

namespace JumpingVpn.Lab.Scenes;

/// <summary>The things of one kind on a scene, by name, in the order in which they came.</summary>
/// <param name="kind">What they are, for messages: <c>client</c>.</param>
internal sealed class Names<T>(string kind)
    where T : class
{
    private readonly OrderedDictionary<string, T> _things = new(StringComparer.Ordinal);

    /// <summary>All of them, oldest first.</summary>
    public OrderedDictionary<string, T>.ValueCollection All => _things.Values;

    /// <summary>Adds one.</summary>
    /// <exception cref="SceneException">The name is taken.</exception>
    public T Add(string name, T thing)
    {
        if (!_things.TryAdd(name, thing))
        {
            throw new SceneException($"There is a {kind} \"{name}\" already; choose another name.");
        }

        return thing;
    }

    /// <summary>Finds one.</summary>
    /// <exception cref="SceneException">No such name; the message lists those that there are.</exception>
    public T Find(string name) => _things.TryGetValue(name, out T? thing) ? thing : throw Unknown(name);

    /// <summary>Finds one without throwing.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out T? thing) => _things.TryGetValue(name, out thing);

    private SceneException Unknown(string name)
    {
        if (_things.Count == 0)
        {
            return new SceneException($"There is no {kind} \"{name}\": no {kind} was introduced yet.");
        }

        string all = string.Join(", ", _things.Keys.Select(known => $"\"{known}\""));
        return new SceneException($"There is no {kind} \"{name}\"; there are {all}.");
    }
}
