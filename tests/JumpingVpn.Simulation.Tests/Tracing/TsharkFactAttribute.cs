namespace JumpingVpn.Simulation.Tests.Tracing;

/// <summary>A fact that tshark judges; skipped where it is not installed.</summary>
internal sealed class TsharkFactAttribute : FactAttribute
{
    public TsharkFactAttribute() => Skip = PathOfTshark is null ? "tshark is not on the PATH." : null;

    public static string? PathOfTshark { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(directory => new[] { Path.Combine(directory, "tshark"), Path.Combine(directory, "tshark.exe") })
        .FirstOrDefault(File.Exists);
}
