namespace JumpingVpn.Features.Engine;

/// <summary>Waits for the tasks of steps without blocking: what they need has to happen on this thread.</summary>
internal static class Awaiting
{
    /// <summary>Calls a method under its own context and runs the continuations that it posts, until its task is done.</summary>
    /// <exception cref="UnfinishedWorkException">It waits for something that no continuation brings.</exception>
    public static object? Complete(Func<Task<object?>> call, string name)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        var continuations = new StepContinuations();
        SynchronizationContext.SetSynchronizationContext(continuations);
        try
        {
            Task<object?> task = call();
            while (!task.IsCompleted && continuations.RunNext()) { }

            return task.IsCompleted ? task.GetAwaiter().GetResult() : throw new UnfinishedWorkException(name);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>The end of a call into the engine, which has nothing to wait for: what could wait was finished by the invoker.</summary>
    public static void Finish(Task task)
    {
        if (!task.IsCompleted)
        {
            throw new UnfinishedWorkException("Reqnroll");
        }

        task.GetAwaiter().GetResult();
    }
}
