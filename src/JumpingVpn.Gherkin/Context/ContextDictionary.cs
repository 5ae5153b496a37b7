using System.Diagnostics.CodeAnalysis;

namespace JumpingVpn.Gherkin;

/// <summary>Values that steps and hooks share by key; the members with a type alone use the full name of the type as the key.</summary>
public abstract class ContextDictionary : OrderedDictionary<string, object>
{
    private protected ContextDictionary()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>The exception that made the scenario fail, or null as long as none has.</summary>
    public Exception? TestError { get; internal set; }

    /// <summary>Stores a value under the full name of its static type, in place of an earlier one.</summary>
    /// <typeparam name="T">The type to ask for later.</typeparam>
    /// <param name="data">The value.</param>
    public void Set<T>(T data) => Set(data, KeyOf(typeof(T)));

    /// <summary>Stores a value under a key, in place of an earlier one.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="data">The value.</param>
    /// <param name="key">The key, compared ordinally.</param>
    public void Set<T>(T data, string key) => this[key] = data!;

    /// <summary>The value stored under the full name of a type.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="KeyNotFoundException">No such value is stored.</exception>
    public T Get<T>() => Get<T>(KeyOf(typeof(T)));

    /// <summary>The value stored under a key.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="key">The key, compared ordinally.</param>
    /// <returns>The value.</returns>
    /// <exception cref="KeyNotFoundException">No such value is stored.</exception>
    /// <exception cref="InvalidCastException">The value is of another type.</exception>
    public T Get<T>(string key) => (T)this[key];

    /// <summary>Asks for the value stored under the full name of a type.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>True if a value is stored.</returns>
    public bool TryGetValue<T>([MaybeNullWhen(false)] out T value) => TryGetValue(KeyOf(typeof(T)), out value);

    /// <summary>Asks for the value stored under a key.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="key">The key, compared ordinally.</param>
    /// <param name="value">The value.</param>
    /// <returns>True if a value is stored.</returns>
    /// <exception cref="InvalidCastException">The value is of another type.</exception>
    public bool TryGetValue<T>(string key, [MaybeNullWhen(false)] out T value)
    {
        var found = base.TryGetValue(key, out var stored);
        value = found ? (T)stored! : default;
        return found;
    }

    internal static string KeyOf(Type type) => type.FullName ?? type.Name;
}
