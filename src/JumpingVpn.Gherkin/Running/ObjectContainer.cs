namespace JumpingVpn.Gherkin.Running;

/// <summary>
/// The objects of one scenario: those registered, and those made on demand by their public constructor with the most parameters.
/// What it made, it disposes, the latest first.
/// </summary>
internal sealed class ObjectContainer
{
    private readonly OrderedDictionary<Type, object> _instances = [];
    private readonly List<object> _made = [];

    /// <summary>Registers an object under its own type; who registered it disposes it.</summary>
    public void Register(object instance) => Register(instance.GetType(), instance);

    public void Register(Type type, object instance) => _instances[type] = instance;

    /// <summary>The object of a type.</summary>
    /// <exception cref="InvalidOperationException">There is none and it cannot be made; the message says why.</exception>
    public object Resolve(Type type) => Resolve(type, []);

    /// <summary>Calls the method with objects from the container.</summary>
    public object? Call(Vocabulary.BoundMethod method) =>
        method.Invoke(TargetOf(method), [.. method.ParameterTypes.Select(Resolve)]);

    /// <summary>The object on which an instance method is called.</summary>
    public object? TargetOf(Vocabulary.BoundMethod method) => method.Method.IsStatic ? null : Resolve(method.Method.ReflectedType!);

    /// <summary>Disposes what the container made.</summary>
    /// <returns>What the objects threw.</returns>
    public IReadOnlyList<(Type Type, Exception Error)> DisposeAll()
    {
        var errors = new List<(Type, Exception)>();
        foreach (var instance in Enumerable.Reverse(_made))
        {
            try
            {
                Dispose(instance);
            }
            catch (Exception exception)
            {
                errors.Add((instance.GetType(), exception));
            }
        }

        _made.Clear();
        return errors;
    }

    private static void Dispose(object instance)
    {
        if (instance is IDisposable disposable)
        {
            disposable.Dispose();
        }
        else if (instance is IAsyncDisposable asynchronous)
        {
            Vocabulary.Awaiting.Complete(() => asynchronous.DisposeAsync().AsTask(), $"{instance.GetType().Name}.DisposeAsync");
        }
    }

    private object Resolve(Type type, IReadOnlyList<Type> path)
    {
        if (Find(type) is { } existing)
        {
            return existing;
        }

        if (path.Contains(type))
        {
            throw new InvalidOperationException(
                $"{string.Join(" needs ", path.Append(type).Select(step => step.Name))}: the constructors go round in a circle.");
        }

        var made = Make(type, [.. path, type]);
        _instances.Add(type, made);
        _made.Add(made);
        return made;
    }

    // An object may be asked for by a base type or an interface, as long as only one can be meant.
    private object? Find(Type type)
    {
        if (_instances.TryGetValue(type, out var exact))
        {
            return exact;
        }

        var fitting = _instances.Values.Where(type.IsInstanceOfType).Distinct(ReferenceEqualityComparer.Instance).Take(2).ToList();
        return type.IsAbstract && fitting.Count == 1 ? fitting[0] : null;
    }

    private object Make(Type type, IReadOnlyList<Type> path)
    {
        var wanted = path.Count > 1 ? $"{path[^2].Name} needs {type.Name}" : $"{type.Name} is needed";
        if (type.IsAbstract || type.IsPrimitive || type.IsValueType || type == typeof(string))
        {
            throw new InvalidOperationException($"{wanted}, which is not registered and cannot be made.");
        }

        var constructors = type.GetConstructors()
            .GroupBy(constructor => constructor.GetParameters().Length)
            .MaxBy(group => group.Key)?
            .ToList();
        if (constructors is not [var constructor])
        {
            throw new InvalidOperationException(constructors is null
                ? $"{wanted}, which has no public constructor."
                : $"{wanted}, which has {constructors.Count} constructors with the same number of parameters.");
        }

        var arguments = constructor.GetParameters().Select(parameter => Resolve(parameter.ParameterType, path)).ToArray();
        return constructor.Invoke(System.Reflection.BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }
}
