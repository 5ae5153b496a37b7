namespace JumpingVpn.Features.Engine;

/// <summary>A step or a hook returned a task that nothing inside of the scenario can complete.</summary>
/// <param name="method">The class and the name of the method.</param>
public sealed class UnfinishedWorkException(string method)
    : Exception(
        $"{method} returned with work pending: its task can only be completed from outside of the scenario, e.g. by "
            + $"another thread or a timer. "
            + "Drive the lab until the work is done before the method returns."
    );
