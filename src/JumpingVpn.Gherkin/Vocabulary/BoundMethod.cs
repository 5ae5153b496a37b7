using System.Reflection;

namespace JumpingVpn.Gherkin.Vocabulary;

/// <summary>A method of a binding class, ready to be called often.</summary>
internal sealed class BoundMethod(MethodInfo method)
{
    private readonly MethodInvoker _invoker = MethodInvoker.Create(method);

    public MethodInfo Method { get; } = method;

    public Type[] ParameterTypes { get; } = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];

    public string Name { get; } = $"{method.DeclaringType!.Name}.{method.Name}";

    /// <summary>Calls the method and waits for what it returns.</summary>
    /// <returns>The result, taken out of its task; null for none.</returns>
    /// <exception cref="UnfinishedWorkException">The returned task cannot complete without something from outside.</exception>
    public object? Invoke(object? target, object?[] arguments) => Awaiting.IsAwaitable(Method.ReturnType)
        ? Awaiting.Complete(() => _invoker.Invoke(target, arguments.AsSpan()), Name)
        : _invoker.Invoke(target, arguments.AsSpan());
}
