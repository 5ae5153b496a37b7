using System.Runtime.InteropServices;
using Reqnroll.BoDi;
using Reqnroll.Infrastructure;

namespace JumpingVpn.Features.Engine;

/// <summary>
/// The container of a repeated scenario, for what scenarios ask of it: objects that are handed in, and classes of which each is made once.
/// For anything else Reqnroll's own container takes over, with all that is there by then.
/// </summary>
internal sealed class ScenarioContainer : IObjectContainer
{
    private readonly FeatureObjects _feature;
    private readonly List<Held> _held = new(24);
    private ObjectContainer? _full;
    private int _depth;
    private bool _disposed;

    public ScenarioContainer(FeatureObjects feature)
    {
        _feature = feature;
        _held.Add(new Held(typeof(IObjectContainer), this, Owned: false));
    }

    public event Action<object>? ObjectCreated;

    public void RegisterInstanceAs(object instance, Type interfaceType, string? name = null, bool dispose = false)
    {
        if (_full is null && name is null && !_disposed && interfaceType is { IsGenericType: false } && IndexOf(interfaceType) < 0)
        {
            _held.Add(new Held(interfaceType, instance, dispose));
            return;
        }

        Full().RegisterInstanceAs(instance, interfaceType, name, dispose);
    }

    public void RegisterInstanceAs<TInterface>(TInterface instance, string? name = null, bool dispose = false)
        where TInterface : class => RegisterInstanceAs(instance, typeof(TInterface), name, dispose);

    public IStrategyRegistration RegisterTypeAs<TType, TInterface>(string? name = null)
        where TType : class, TInterface => Full().RegisterTypeAs<TType, TInterface>(name);

    public IStrategyRegistration RegisterFactoryAs<TInterface>(Func<IObjectContainer, TInterface> factoryDelegate, string? name = null) =>
        Full().RegisterFactoryAs(factoryDelegate, name);

    public IStrategyRegistration RegisterFactoryAs<TInterface>(Func<TInterface> factoryDelegate, string? name = null) =>
        Full().RegisterFactoryAs(factoryDelegate, name);

    public T Resolve<T>() => (T)Resolve(typeof(T));

    public T Resolve<T>(string? name) => (T)Resolve(typeof(T), name);

    public object Resolve(Type typeToResolve, string? name = null)
    {
        if (_full is not null || name is not null || _disposed)
        {
            return Full().Resolve(typeToResolve, name);
        }

        int index = IndexOf(typeToResolve);
        if (index >= 0)
        {
            ref Held held = ref CollectionsMarshal.AsSpan(_held)[index];
            held.IsResolved = true;
            return held.Instance;
        }

        if (_feature.Container.IsRegistered(typeToResolve))
        {
            if (_feature.ReqnrollsOwn(typeToResolve) is not { } outer)
            {
                return Full().Resolve(typeToResolve);
            }

            _held.Add(new Held(typeToResolve, outer, Owned: false) { IsResolved = true, IsOuter = true });
            return outer;
        }

        return _feature.RecipeOf(typeToResolve) is { } recipe && !IsHeldUnderAnotherType(typeToResolve)
            ? Make(typeToResolve, recipe)
            : Full().Resolve(typeToResolve);
    }

    public IEnumerable<T> ResolveAll<T>()
        where T : class => Full().ResolveAll<T>();

    public bool IsRegistered<T>(string? name = null) => IsRegistered(typeof(T), name);

    public bool IsRegistered(Type type, string? name = null) =>
        _full is null && name is null ? IndexOf(type) >= 0 || _feature.Container.IsRegistered(type) : Full().IsRegistered(type, name);

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        if (_full is not null)
        {
            _full.Dispose();
        }
        else
        {
            _disposed = true;
            for (int i = 0; i < _held.Count; i++)
            {
                if (_held[i].Owned && _held[i].Instance is IDisposable disposable && !IsHeldBefore(i))
                {
                    disposable.Dispose();
                }
            }
        }

        _disposed = true;
    }

    private object Make(Type type, Recipe recipe)
    {
        bool isOutermost = _depth++ == 0;
        try
        {
            object[] arguments = recipe.Parameters.Length == 0 ? [] : new object[recipe.Parameters.Length];
            for (int i = 0; i < arguments.Length; i++)
            {
                arguments[i] = Resolve(recipe.Parameters[i]);
            }

            object made = recipe.Constructor.Invoke(arguments);
            OnCreated(made);
            if (_full is null)
            {
                _held.Add(new Held(type, made, Owned: true) { IsResolved = true });
            }
            else
            {
                _full.RegisterInstanceAs(made, type, dispose: true);
            }

            return made;
        }
        catch (ObjectContainerException) when (isOutermost)
        {
            // It says the whole way to what cannot be made.
            return Full().Resolve(type);
        }
        finally
        {
            _depth--;
        }
    }

    private void OnCreated(object made)
    {
        if (made is IContainerDependentObject dependent)
        {
            dependent.SetObjectContainer(this);
        }

        ObjectCreated?.Invoke(made);
    }

    private ObjectContainer Full()
    {
        if (_full is not null)
        {
            return _full;
        }

        _full = new ObjectContainer(_feature.Container);
        if (_disposed)
        {
            _full.Dispose();
            return _full;
        }

        foreach (Held held in _held)
        {
            if (!held.IsOuter)
            {
                _full.RegisterInstanceAs(held.Instance, held.Type, dispose: held.Owned);
            }
        }

        foreach (Held held in _held)
        {
            if (held.IsResolved)
            {
                _full.Resolve(held.Type);
            }
        }

        _full.ObjectCreated += OnCreated;
        return _full;
    }

    private int IndexOf(Type type)
    {
        Span<Held> held = CollectionsMarshal.AsSpan(_held);
        for (int i = 0; i < held.Length; i++)
        {
            if (held[i].Type == type)
            {
                return i;
            }
        }

        return -1;
    }

    private bool IsHeldUnderAnotherType(Type type)
    {
        foreach (Held held in _held)
        {
            if (held.Instance.GetType() == type)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsHeldBefore(int index)
    {
        for (int i = 0; i < index; i++)
        {
            if (ReferenceEquals(_held[i].Instance, _held[index].Instance))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An object and the type under which it is found.</summary>
    private record struct Held(Type Type, object Instance, bool Owned)
    {
        /// <summary>Asked for already: it cannot be registered again.</summary>
        public bool IsResolved { get; set; }

        /// <summary>It comes from outside of the scenario.</summary>
        public bool IsOuter { get; init; }
    }
}
