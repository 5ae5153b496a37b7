using JumpingVpn.Gherkin.Documents;

namespace JumpingVpn.Features.Tests.Framework;

/// <summary>The carriers on which every scenario runs, unless a tag such as <c>@sim-only</c> restricts it.</summary>
internal static class Backends
{
    public const string Udp = "udp";

    public static IReadOnlyList<string> All { get; } = ["sim", Udp];

    public static IReadOnlyList<string> For(Scenario scenario) => [.. All.Where(backend => scenario.RunsOn(backend))];
}
