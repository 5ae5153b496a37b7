using System.Text.Json.Serialization;

namespace JumpingVpn.Cli.Exploring;

/// <summary>A line of the results of an exploration.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "row")]
[JsonDerivedType(typeof(ExploredRow), "scenario")]
[JsonDerivedType(typeof(FoundRow), "found")]
internal abstract record ExploreRow;
