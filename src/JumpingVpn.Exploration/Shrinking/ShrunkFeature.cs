using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features.Documents;

namespace JumpingVpn.Exploration.Shrinking;

/// <summary>A finding as its own scenario, which fails alone.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Seed">A seed under which it fails.</param>
/// <param name="AnySeed">Whether it failed under each of several seeds.</param>
/// <param name="Signature">How it fails.</param>
/// <param name="Message">The same in full.</param>
public sealed record ShrunkFeature(Scenario Scenario, ulong Seed, bool AnySeed, Signature Signature, string? Message);
