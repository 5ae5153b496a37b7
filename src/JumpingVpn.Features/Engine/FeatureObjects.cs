using Reqnroll;
using Reqnroll.BoDi;

namespace JumpingVpn.Features.Engine;

/// <summary>What the scenarios of one feature get from outside of them, and how their classes are made. One for each feature that a worker
/// enters.</summary>
/// <param name="container">Of the feature.</param>
/// <param name="recipes">What is known of classes; the worker keeps it from feature to feature.</param>
internal sealed class FeatureObjects(IObjectContainer container, Dictionary<Type, Recipe?> recipes)
{
    private readonly Dictionary<Type, object> _reqnrolls = [];

    public IObjectContainer Container { get; } = container;

    public Recipe? RecipeOf(Type type)
    {
        if (!recipes.TryGetValue(type, out Recipe? recipe))
        {
            recipes.Add(type, recipe = Recipe.Of(type));
        }

        return recipe;
    }

    /// <summary>Reqnroll's own object of a type, one for each worker or feature; null for what others registered.</summary>
    public object? ReqnrollsOwn(Type type)
    {
        if (type.Assembly != typeof(ScenarioContext).Assembly)
        {
            return null;
        }

        if (!_reqnrolls.TryGetValue(type, out object? known))
        {
            // By its own container: to be asked would close the feature's to registrations of the type.
            _reqnrolls.Add(type, known = new ObjectContainer(Container).Resolve(type));
        }

        return known;
    }
}
