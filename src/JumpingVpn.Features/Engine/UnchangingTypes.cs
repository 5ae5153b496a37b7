using System.Reflection;

namespace JumpingVpn.Features.Engine;

/// <summary>Tells which types have values that nobody can change, so that one value serves many runs.</summary>
internal static class UnchangingTypes
{
    /// <summary>True for simple values and text, and for what consists of nothing else in fields that are written once.</summary>
    public static bool Contains(Type type) => Contains(type, []);

    private static bool Contains(Type type, List<Type> seen)
    {
        if (type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || seen.Contains(type))
        {
            return true;
        }

        seen.Add(type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return Contains(type.GetGenericArguments()[0], seen);
        }

        // A class of which others derive says nothing about what a value is.
        return (type.IsValueType || type.IsSealed)
            && !type.IsArray
            && !typeof(Delegate).IsAssignableFrom(type)
            && FieldsOf(type).All(field => (field.IsInitOnly || type.IsValueType) && Contains(field.FieldType, seen));
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(own))
            {
                yield return field;
            }
        }
    }
}
