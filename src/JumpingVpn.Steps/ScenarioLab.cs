using JumpingVpn.Lab;

namespace JumpingVpn.Steps;

/// <summary>The lab of one scenario: created with it, shared by all its step classes, disposed after it.</summary>
public sealed class ScenarioLab : IDisposable
{
    /// <summary>Builds an empty scene on the carrier that the settings name.</summary>
    /// <exception cref="ArgumentException">The settings name no backend there is.</exception>
    public ScenarioLab(LabSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
        Scene = new Scene(LabFactory.Create(settings.Backend, settings.Seed, settings.Capture, settings.Witness), settings.TraceLine);
        Scene.Endpoints.Load = program => settings.Programs.Load(program, settings.Folder);
        settings.Witness?.OnScene(Scene);
    }

    /// <summary>What the lab was built from.</summary>
    public LabSettings Settings { get; }

    /// <summary>The actors and the network they stand on.</summary>
    public Scene Scene { get; }

    /// <inheritdoc/>
    public void Dispose() => Scene.Dispose();
}
