namespace JumpingVpn.Lab;

/// <summary>
/// Disturbs a scenario without changing its steps: it is called before each of them and may set whatever <see cref="Scene"/> offers, as a
/// step there would. Without one, nothing is different.
/// </summary>
/// <remarks>Thread rule: the lab's thread.</remarks>
public interface ISceneDisturber
{
    /// <summary>A step is about to begin.</summary>
    /// <param name="scene">The scene as it is now.</param>
    void BeforeStep(Scene scene);
}
