using System.Reflection;
using System.Runtime.CompilerServices;
using Reqnroll.Bindings;
using Reqnroll.Bindings.Reflection;

namespace JumpingVpn.Features.Engine;

/// <summary>A method of a step or a hook, ready to be called again and again.</summary>
internal sealed class BindingCall
{
    private readonly MethodInvoker _invoker;

    public BindingCall(IBinding binding)
    {
        Binding = binding;
        Method = ((RuntimeBindingMethod)binding.Method).MethodInfo;
        Parameters = [.. Method.GetParameters().Select(static parameter => parameter.ParameterType)];
        IsAsynchronous = HasToBeAwaited(Method.ReturnType) || Method.IsDefined(typeof(AsyncStateMachineAttribute));
        _invoker = MethodInvoker.Create(Method);
    }

    public IBinding Binding { get; }

    public MethodInfo Method { get; }

    public Type[] Parameters { get; }

    /// <summary>Whether what it returns has to be waited for, or to be refused (<c>async void</c>): Reqnroll's invoker knows how.</summary>
    public bool IsAsynchronous { get; }

    /// <summary>Calls it on the calling thread.</summary>
    public void Invoke(object? instance, object?[] arguments) => _invoker.Invoke(instance, arguments.AsSpan());

    private static bool HasToBeAwaited(Type returned) =>
        typeof(Task).IsAssignableFrom(returned)
        || returned == typeof(ValueTask)
        || (returned.IsGenericType && returned.GetGenericTypeDefinition() == typeof(ValueTask<>));
}
