using System.Text;

namespace JumpingVpn.Cli.Tests.Support;

/// <summary>Lines as they are written, by any thread; a test waits for the one it needs instead of sleeping.</summary>
internal sealed class LineCapture : TextWriter
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly StringBuilder _partial = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _changed = New();
    private bool _ended;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Called with each line by the thread that wrote it.</summary>
    public Action<string>? Written { get; init; }

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public string Text => string.Concat(Lines.Select(line => line + "\n"));

    public override void Write(char value)
    {
        lock (_lines)
        {
            if (value != '\n')
            {
                _partial.Append(value);
                return;
            }

            string line = _partial.ToString();
            _lines.Add(line);
            Written?.Invoke(line);
            _partial.Clear();
            Announce();
        }
    }

    /// <summary>Nothing more will come: whoever still waits fails at once.</summary>
    public void End()
    {
        lock (_lines)
        {
            _ended = true;
            Announce();
        }
    }

    public async Task<string> WaitForAsync(string part, int count = 1)
    {
        DateTime deadline = DateTime.UtcNow + Patience;
        while (true)
        {
            Task changed;
            lock (_lines)
            {
                string[] found = [.. _lines.Where(line => line.Contains(part, StringComparison.Ordinal)).Take(count)];
                if (found.Length == count)
                {
                    return found[^1];
                }

                changed =
                    _ended || DateTime.UtcNow > deadline ? throw new TimeoutException($"No line with `{part}` in:\n{Text}") : _changed.Task;
            }

            await Task.WhenAny(changed, Task.Delay(Patience));
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Announce()
    {
        _changed.SetResult();
        _changed = New();
    }
}
