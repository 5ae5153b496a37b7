using System.Text.Json.Serialization;

namespace JumpingVpn.Cli.Studying;

/// <summary>A line of the results of a study.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "row")]
[JsonDerivedType(typeof(CaseLine), "case")]
[JsonDerivedType(typeof(SampleLine), "run")]
internal abstract record StudyLine;
