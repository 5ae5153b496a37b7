using Ast = Gherkin.Ast;

namespace JumpingVpn.Features.Documents;

/// <summary>What a scenario takes from the feature and the rule around it.</summary>
internal sealed record ScenarioSurroundings(Feature Feature, string? Rule, IReadOnlyList<string> Tags, IReadOnlyList<Ast.Step> Background);
