using System.Reflection;

namespace JumpingVpn.Features.Planning;

/// <summary>A place in a step's sentence or table where a name stands, as the attributes of its method say.</summary>
/// <param name="Parameter">The number of the parameter; -1 where the name stands in no argument but in <paramref name="Fixed"/>.</param>
/// <param name="Kinds">What it may be; of something new, what it is.</param>
/// <param name="What">What messages call it.</param>
/// <param name="IsNew">True if the step introduces it.</param>
/// <param name="Column">The column of a table, or null.</param>
/// <param name="Owner">The number of the parameter that names its owner; -1 for none.</param>
/// <param name="PartsAfter">What ends the name, or null.</param>
/// <param name="Count">The number of the parameter that says how many there are; -1 for one.</param>
/// <param name="Fixed">The name itself where no argument says it.</param>
internal sealed record NameSlot(
    int Parameter,
    IReadOnlyList<string> Kinds,
    string What,
    bool IsNew,
    string? Column,
    int Owner,
    string? PartsAfter,
    int Count = -1,
    string? Fixed = null
)
{
    /// <summary>All of a method, in the order in which a step uses them: what must be there before it, what it brings, what its
    /// rows name.</summary>
    public static IReadOnlyList<NameSlot> Of(MethodInfo method)
    {
        ParameterInfo[] parameters = method.GetParameters();
        List<NameSlot> all =
        [
            .. parameters.SelectMany(each => each.GetCustomAttributes<NamesAttribute>().Select(names => Named(names, each, parameters))),
            .. parameters.SelectMany(each =>
                each.GetCustomAttributes<IntroducesAttribute>().Select(brings => Brought(brings, each.Position, parameters))
            ),
            .. method.GetCustomAttributes<IntroducesAttribute>().Select(brings => Brought(brings, -1, parameters)),
        ];
        return
        [
            .. all.OrderBy(static slot =>
                slot.IsNew ? 1
                : slot.Column is null ? 0
                : 2
            ),
        ];
    }

    private static NameSlot Named(NamesAttribute names, ParameterInfo parameter, ParameterInfo[] all)
    {
        int owner = NumberOf(all, names.Of);
        return new NameSlot(
            parameter.Position,
            names.Kinds,
            names.What ?? Listing(names.Kinds),
            IsNew: false,
            names.Column,
            owner,
            names.PartsAfter
        );
    }

    private static NameSlot Brought(IntroducesAttribute brings, int parameter, ParameterInfo[] all) =>
        new(
            parameter,
            [brings.Kind, .. brings.Also],
            brings.Kind,
            IsNew: true,
            brings.Column,
            NumberOf(all, brings.Of),
            PartsAfter: null,
            NumberOf(all, brings.Count),
            brings.Name
        );

    private static int NumberOf(ParameterInfo[] all, string? name) => name is null ? -1 : Array.FindIndex(all, each => each.Name == name);

    private static string Listing(IReadOnlyList<string> kinds) =>
        kinds.Count == 1 ? kinds[0] : $"{string.Join(", ", kinds.SkipLast(1))} or {kinds[^1]}";
}
