namespace JumpingVpn.Gherkin.Vocabulary;

/// <summary>Waits for the tasks of steps without blocking: what they need has to happen on this thread.</summary>
internal static class Awaiting
{
    public static bool IsAwaitable(Type type) => type == typeof(Task) || type == typeof(ValueTask) || IsWithResult(type);

    /// <summary>What comes out of awaiting a value of this type.</summary>
    public static Type ResultType(Type type) => IsWithResult(type) ? type.GetGenericArguments()[0] : type;

    /// <summary>Calls a method under a context of its own and runs the continuations that it posts, until its task is done.</summary>
    public static object? Complete(Func<object?> call, string name)
    {
        var outer = SynchronizationContext.Current;
        var continuations = new StepContinuations();
        SynchronizationContext.SetSynchronizationContext(continuations);
        try
        {
            var task = AsTask(call());
            while (!task.IsCompleted && continuations.RunNext())
            {
            }

            return task.IsCompleted ? Result(task) : throw new UnfinishedWorkException(name);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private static bool IsWithResult(Type type) => type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>));

    private static Task AsTask(object? returned) => returned switch
    {
        Task task => task,
        ValueTask task => task.AsTask(),
        null => Task.CompletedTask,
        _ => (Task)returned.GetType().GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(returned, null)!,
    };

    private static object? Result(Task task)
    {
        task.GetAwaiter().GetResult();
        return task.GetType().GetProperty(nameof(Task<>.Result))?.GetValue(task);
    }
}
