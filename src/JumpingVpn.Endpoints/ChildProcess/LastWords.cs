using System.Text;

namespace JumpingVpn.Endpoints.ChildProcess;

/// <summary>What a child process writes to its standard error: the last lines of it, so much of each that a flood fills nothing.</summary>
internal sealed class LastWords
{
    private const int MostLines = 20;
    private const int LongestLine = 400;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();
    private readonly byte[] _line = new byte[LongestLine];
    private readonly Func<string, bool> _keeps;
    private readonly Task _reading;
    private int _length;
    private bool _isCut;

    /// <summary>Reads until the end.</summary>
    /// <param name="stream">The pipe; owned from now on.</param>
    /// <param name="keeps">Which lines count.</param>
    public LastWords(Stream stream, Func<string, bool> keeps)
    {
        _keeps = keeps;
        _reading = Task.Run(() => ReadAsync(stream));
    }

    /// <summary>What was kept, from the oldest to the latest line.</summary>
    /// <param name="patience">How long to wait for the end, which does not come while a process that the guest has started lives.</param>
    public IReadOnlyList<string> Read(TimeSpan patience)
    {
        _reading.Wait(patience);
        lock (_gate)
        {
            return [.. _lines];
        }
    }

    private async Task ReadAsync(Stream stream)
    {
        byte[] buffer = new byte[4_096];
        await using (stream)
        {
            while (await ReadSomeAsync(stream, buffer) is > 0 and var count)
            {
                Take(buffer.AsSpan(0, count));
            }
        }

        Take("\n"u8);
    }

    private static async Task<int> ReadSomeAsync(Stream stream, byte[] buffer)
    {
        try
        {
            return await stream.ReadAsync(buffer);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            foreach (byte each in bytes)
            {
                if (each == (byte)'\n')
                {
                    EndLine();
                }
                else if (_length < LongestLine)
                {
                    _line[_length++] = each;
                }
                else
                {
                    _isCut = true;
                }
            }
        }
    }

    private void EndLine()
    {
        string line = Encoding.UTF8.GetString(_line.AsSpan(0, _length)).TrimEnd('\r') + (_isCut ? "…" : "");
        _length = 0;
        _isCut = false;
        if (line.Length == 0 || !_keeps(line))
        {
            return;
        }

        if (_lines.Count == MostLines)
        {
            _lines.Dequeue();
        }

        _lines.Enqueue(line);
    }
}
