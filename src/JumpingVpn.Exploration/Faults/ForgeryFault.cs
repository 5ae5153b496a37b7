using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Exploration.Faults;

/// <summary>Somebody who sees nothing sends his own message under the address of another.</summary>
/// <param name="BeforeStep">Before which step it is set.</param>
/// <param name="Text">The message.</param>
/// <param name="To">The client or gateway that gets it.</param>
/// <param name="From">Whose address it bears.</param>
/// <param name="Moment">When.</param>
public sealed record ForgeryFault(int BeforeStep, string Text, string To, string From, Moment Moment) : Fault(BeforeStep)
{
    /// <inheritdoc/>
    public override string Kind => "forgery";

    /// <inheritdoc/>
    public override string Sentence => $"'{Text}' arrives at \"{To}\" under the address of \"{From}\", {Moment}";

    /// <inheritdoc/>
    public override Disturbance Set(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return scene.Disturbances.Forge(Text, To, From, Moment);
    }
}
