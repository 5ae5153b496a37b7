namespace JumpingVpn.Features.Documents;

/// <summary>What the builder made of a syntax tree.</summary>
internal sealed record ParsedFeature(
    Feature? Feature,
    IReadOnlyList<Scenario> Scenarios,
    IReadOnlyList<SourceBlock> Blocks,
    IReadOnlyList<FeatureError> Errors
)
{
    public static ParsedFeature Broken(IReadOnlyList<FeatureError> errors) => new(null, [], [], errors);
}
