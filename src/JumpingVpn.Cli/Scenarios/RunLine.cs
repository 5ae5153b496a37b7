using System.Text.Json.Serialization;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>A line of the results of a run under many seeds.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "row")]
[JsonDerivedType(typeof(CountLine), "scenario")]
[JsonDerivedType(typeof(TroubleLine), "trouble")]
internal abstract record RunLine;
