using JumpingVpn.Features.Documents;

namespace JumpingVpn.Features.Tests.Framework;

/// <summary>The carriers on which every scenario runs, unless a tag such as <c>@sim-only</c> restricts it to one.</summary>
internal static class Backends
{
    public const string Simulated = "sim";
    public const string Udp = "udp";

    public static IReadOnlyList<string> For(Scenario scenario) =>
        [.. Allowed(scenario, Simulated, Udp), .. Allowed(scenario, Udp, Simulated)];

    private static string[] Allowed(Scenario scenario, string backend, string other) =>
        scenario.Tags.Contains($"@{other}-only", StringComparer.OrdinalIgnoreCase) ? [] : [backend];
}
