using System.Reflection;

namespace JumpingVpn.Simulation.Scheduling;

/// <summary>
/// Follows an unfinished async method to what it awaits, by looking into its compiled state machine. For messages only: where
/// the runtime's shape is not the expected one, the chain just ends earlier.
/// </summary>
internal static class AsyncChain
{
    private const int MaxDepth = 32;
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The methods from the outermost to what it finally waits for, one a line.</summary>
    public static string Describe(Task outermost)
    {
        var lines = new List<string>();
        for (Task? task = outermost; task is { IsCompleted: false } && lines.Count < MaxDepth; task = Awaited(task))
        {
            lines.Add((lines.Count == 0 ? "  " : "  awaits ") + NameOf(task));
        }

        return string.Join('\n', lines);
    }

    /// <summary>The async method behind a task, or the task's type.</summary>
    public static string NameOf(Task task)
    {
        Type? machine = StateMachine(task)?.GetType();
        return machine is null ? task.GetType().Name : $"{machine.DeclaringType?.FullName}.{MethodName(machine.Name)}";
    }

    // The compiler names the state machine of Method "<Method>d__3", of a local function "<<Outer>g__Local|2_0>d", of a
    // lambda "<<Outer>b__0>d".
    private static string MethodName(string machine)
    {
        int local = machine.IndexOf("g__", StringComparison.Ordinal);
        int start = local < 0 ? machine.LastIndexOf('<') + 1 : local + 3;
        int end = machine.IndexOfAny(['>', '|'], start);
        return end > start ? machine[start..end] : machine;
    }

    private static object? StateMachine(Task task) => task.GetType().GetField("StateMachine", Fields)?.GetValue(task);

    private static Task? Awaited(Task task)
    {
        object? machine = StateMachine(task);
        foreach (FieldInfo field in machine?.GetType().GetFields(Fields) ?? [])
        {
            if (field.Name.StartsWith("<>u__", StringComparison.Ordinal) && FindTask(field.GetValue(machine), depth: 0) is { } awaited)
            {
                return awaited;
            }
        }

        return null;
    }

    // An awaiter holds its task directly, or inside a value task or a nested awaiter.
    private static Task? FindTask(object? awaiter, int depth)
    {
        if (awaiter is null or Task || depth > 2 || !awaiter.GetType().IsValueType)
        {
            return awaiter as Task;
        }

        foreach (FieldInfo field in awaiter.GetType().GetFields(Fields))
        {
            if (FindTask(field.GetValue(awaiter), depth + 1) is { } task)
            {
                return task;
            }
        }

        return null;
    }
}
