using System.Reflection;

namespace JumpingVpn.Features.Engine;

/// <summary>How Reqnroll's container makes an object of a class: by the public constructor with the most parameters, all of them objects
/// of the container.</summary>
internal sealed class Recipe
{
    private Recipe(ConstructorInfo constructor, Type[] parameters)
    {
        Constructor = constructor;
        Parameters = parameters;
    }

    public ConstructorInfo Constructor { get; }

    public Type[] Parameters { get; }

    /// <summary>Null if a class wants more than that: generic classes, circles, names, no constructor or a choice of them.</summary>
    public static Recipe? Of(Type type) => LeadsToCircle(type, []) ? null : Plain(type);

    private static Recipe? Plain(Type type)
    {
        if (!type.IsClass || type.IsAbstract || type.IsGenericType || type == typeof(string))
        {
            return null;
        }

        (ConstructorInfo Constructor, Type[] Parameters)[] all =
        [
            .. type.GetConstructors().Select(each => (each, each.GetParameters().Select(parameter => parameter.ParameterType).ToArray())),
        ];
        int most = all.Length == 0 ? -1 : all.Max(each => each.Parameters.Length);
        return
            all.Count(each => each.Parameters.Length == most) == 1
            && all.First(each => each.Parameters.Length == most) is var only
            && Array.TrueForAll(only.Parameters, parameter => !parameter.IsValueType && parameter != typeof(string))
            ? new Recipe(only.Constructor, only.Parameters)
            : null;
    }

    private static bool LeadsToCircle(Type type, List<Type> path)
    {
        if (path.Contains(type))
        {
            return true;
        }

        if (Plain(type) is not { } recipe)
        {
            return false;
        }

        path.Add(type);
        bool circle = Array.Exists(recipe.Parameters, next => LeadsToCircle(next, path));
        path.RemoveAt(path.Count - 1);
        return circle;
    }
}
