using System.Reflection;
using JumpingVpn.Gherkin.Documents;

namespace JumpingVpn.Gherkin.Vocabulary;

/// <summary>Where a step or a hook is in force: everywhere, or where one of some scopes fits.</summary>
internal sealed class BindingScope
{
    private readonly IReadOnlyList<ScopeAttribute> _scopes;

    private BindingScope(IReadOnlyList<ScopeAttribute> scopes)
    {
        _scopes = scopes;
    }

    public bool IsEverywhere => _scopes.Count == 0;

    /// <summary>Joins the scopes of a method, its class and the tags of a hook.</summary>
    public static BindingScope Of(MethodInfo method, IEnumerable<string> hookTags) => new(
    [
        .. method.GetCustomAttributes<ScopeAttribute>(),
        .. method.DeclaringType!.GetCustomAttributes<ScopeAttribute>(),
        .. hookTags.Select(tag => new ScopeAttribute { Tag = tag }),
    ]);

    /// <summary>How well it fits: the number of facts that the best scope names, 0 for everywhere, and -1 if no scope fits.</summary>
    public int Fit(Scenario scenario) => IsEverywhere ? 0 : Fit(scenario.Tags, scenario.Feature.Name, scenario.Title);

    /// <summary>How well it fits a feature as a whole, for the hooks around it.</summary>
    public int Fit(Feature feature) => IsEverywhere ? 0 : Fit(feature.Tags, feature.Name, null);

    public override string ToString() => string.Join(" or ", _scopes.Select(Describe));

    private static string Describe(ScopeAttribute scope)
    {
        string?[] parts =
        [
            scope.Tag is null ? null : $"@{scope.Tag.TrimStart('@')}",
            scope.Feature is null ? null : $"feature \"{scope.Feature}\"",
            scope.Scenario is null ? null : $"scenario \"{scope.Scenario}\"",
        ];
        return string.Join(" and ", parts.OfType<string>());
    }

    private int Fit(IReadOnlyList<string> tags, string feature, string? scenario) =>
        _scopes.Max(scope => Fit(scope, tags, feature, scenario));

    private static int Fit(ScopeAttribute scope, IReadOnlyList<string> tags, string feature, string? scenario)
    {
        var fits = (scope.Tag is null || tags.Contains($"@{scope.Tag.TrimStart('@')}", StringComparer.Ordinal))
            && (scope.Feature is null || scope.Feature == feature)
            && (scope.Scenario is null || scope.Scenario == scenario);
        return fits ? new[] { scope.Tag, scope.Feature, scope.Scenario }.OfType<string>().Count() : -1;
    }
}
