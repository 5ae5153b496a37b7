namespace JumpingVpn.Gherkin;

/// <summary>The facts of the feature that is being run.</summary>
public sealed class FeatureInfo
{
    internal FeatureInfo(Documents.Feature feature)
    {
        Title = feature.Name;
        Description = feature.Description;
        Tags = [.. feature.Tags.Select(tag => tag.TrimStart('@'))];
    }

    /// <summary>The title after <c>Feature:</c>.</summary>
    public string Title { get; }

    /// <summary>The free text below the title, or an empty string.</summary>
    public string Description { get; }

    /// <summary>The tags of the feature, without <c>@</c>.</summary>
    public string[] Tags { get; }
}
