using System.Collections.Specialized;

namespace JumpingVpn.Gherkin;

/// <summary>The facts of the scenario that is being run.</summary>
public sealed class ScenarioInfo
{
    internal ScenarioInfo(Documents.Scenario scenario)
    {
        Title = scenario.Title;
        Description = scenario.Description;
        Tags = [.. scenario.OwnTags.Select(tag => tag.TrimStart('@'))];
        CombinedTags = [.. Tags, .. scenario.InheritedTags.Select(tag => tag.TrimStart('@'))];
        var arguments = new OrderedDictionary();
        foreach (var (column, value) in scenario.Arguments)
        {
            arguments[column] = value;
        }

        Arguments = arguments;
    }

    /// <summary>The title after <c>Scenario:</c>; for an outline, as written, with its placeholders.</summary>
    public string Title { get; }

    /// <summary>The free text below the title, or an empty string.</summary>
    public string Description { get; }

    /// <summary>The tags of the scenario and of its Examples, without <c>@</c>.</summary>
    public string[] Tags { get; }

    /// <summary>The tags of the scenario, its Examples, its rule and its feature, without <c>@</c>.</summary>
    public string[] CombinedTags { get; }

    /// <summary>Column and cell of the Examples row, in the order of the columns; empty for a plain scenario.</summary>
    public IOrderedDictionary Arguments { get; }
}
