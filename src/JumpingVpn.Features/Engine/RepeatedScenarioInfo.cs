using System.Collections.Specialized;
using Reqnroll;

namespace JumpingVpn.Features.Engine;

/// <summary>Asks for the container of a repeated scenario: the information on a scenario is all that comes through Reqnroll to where it is
/// made.</summary>
internal sealed class RepeatedScenarioInfo(
    FeatureObjects feature,
    string title,
    string description,
    string[] tags,
    IOrderedDictionary arguments,
    string[] inheritedTags
) : ScenarioInfo(title, description, tags, arguments, inheritedTags)
{
    /// <summary>What it gets from outside.</summary>
    public FeatureObjects Feature { get; } = feature;
}
