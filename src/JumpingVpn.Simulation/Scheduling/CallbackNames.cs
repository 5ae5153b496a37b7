using System.Reflection;

namespace JumpingVpn.Simulation.Scheduling;

/// <summary>Finds the user's method behind a callback, for messages.</summary>
internal static class CallbackNames
{
    /// <summary>The method of a callback; where the callback merely runs a delegate or an async method it was given, that one.</summary>
    public static string Of(Delegate callback, object? state)
    {
        Delegate inner = state as Delegate ?? callback;
        return inner.Target is Task task ? AsyncChain.NameOf(task) : NameOf(inner.Method);
    }

    public static string NameOf(MethodInfo method) => $"{method.DeclaringType?.FullName}.{method.Name}";
}
