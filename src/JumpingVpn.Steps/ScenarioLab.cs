using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Simulation.Tracing;

namespace JumpingVpn.Steps;

/// <summary>The lab of one scenario: created with it, shared by all its step classes, disposed after it.</summary>
public sealed class ScenarioLab : IDisposable
{
    /// <summary>Builds an empty scene on the carrier that the settings name.</summary>
    /// <param name="settings">What it is built from.</param>
    /// <param name="feature">Names the scenario in a capture, with <paramref name="scenario"/>; null outside a run.</param>
    /// <param name="scenario">The scenario; null outside a run.</param>
    /// <exception cref="ArgumentException">The settings name no backend there is.</exception>
    public ScenarioLab(LabSettings settings, FeatureContext? feature = null, ScenarioContext? scenario = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        string? name = feature is null || scenario is null ? null : NameOf(feature.FeatureInfo, scenario.ScenarioInfo);
        PcapngCapture? capture = settings.Captures is { } files ? new PcapngCapture(files.Begin(name ?? ""), name)
            : settings.Capture is { } stream ? new PcapngCapture(stream, name)
            : null;
        Scene = new Scene(LabFactory.Create(settings.Backend, settings.Seed, capture), settings.TraceLine);
    }

    /// <summary>The actors and the network they stand on.</summary>
    public Scene Scene { get; }

    /// <inheritdoc/>
    public void Dispose() => Scene.Dispose();

    private static string NameOf(FeatureInfo feature, ScenarioInfo scenario)
    {
        string row = string.Join(", ", scenario.Arguments?.Values.Cast<object>() ?? []);
        return $"{feature.Title}: {scenario.Title}{(row.Length == 0 ? "" : $" ({row})")}";
    }
}
