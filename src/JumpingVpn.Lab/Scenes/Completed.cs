namespace JumpingVpn.Lab.Scenes;

/// <summary>In a lab nothing may be left pending: what is asynchronous by contract must have completed by the time it returns.</summary>
internal static class Completed
{
    /// <summary>Takes the result of a task that has completed.</summary>
    /// <exception cref="InvalidOperationException">It has not: a carrier or driver waits for something outside of virtual time.</exception>
    public static void Require(ValueTask task)
    {
        if (!task.IsCompleted)
        {
            throw new InvalidOperationException("A disposal did not complete at once; in a lab nothing may wait outside virtual time.");
        }

        task.GetAwaiter().GetResult();
    }
}
