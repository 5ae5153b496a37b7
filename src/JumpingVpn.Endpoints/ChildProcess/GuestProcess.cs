using System.Diagnostics;
using System.Text;

namespace JumpingVpn.Endpoints.ChildProcess;

/// <summary>A child process that answers lines with lines, and is ended where it does not.</summary>
internal sealed class GuestProcess : IDisposable
{
    // A datagram of the longest kind in base64, many of which fit into one answer.
    private const int LongestAnswer = 64 << 20;
    private const int LastWords = 20;
    private const int LongestWord = 400;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly Timer _watchdog;
    private readonly TimeSpan _patience;
    private readonly Queue<string> _errors = new();
    private byte[] _buffer = new byte[16_384];
    private int _begin;
    private int _end;
    private long _callBegan;
    private volatile bool _tookTooLong;
    private bool _isClosed;

    private GuestProcess(Process process, TimeSpan patience)
    {
        _process = process;
        _patience = patience;
        _input = process.StandardInput.BaseStream;
        _output = process.StandardOutput.BaseStream;
        process.ErrorDataReceived += (_, line) => NoteError(line.Data);
        process.BeginErrorReadLine();

        // One look every quarter of its patience costs nothing; a timer for each call would cost as much as the call.
        TimeSpan period = patience / 4;
        _watchdog = new Timer(_ => EndWhereSlow(), null, period, period);
    }

    /// <summary>Starts it.</summary>
    /// <exception cref="EndpointException">There is no such program.</exception>
    public static GuestProcess Start(IReadOnlyList<string> command, string folder, TimeSpan patience)
    {
        ProcessStartInfo info = new(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardErrorEncoding = Encoding.UTF8,
        };
        try
        {
            return new GuestProcess(Process.Start(info)!, patience);
        }
        catch (Exception refusal) when (refusal is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            throw new EndpointException($"cannot be started as \"{string.Join(' ', command)}\": {refusal.Message}", refusal);
        }
    }

    /// <summary>Writes one line.</summary>
    /// <exception cref="EndpointException">The process has ended.</exception>
    public void Write(ReadOnlySpan<byte> line)
    {
        Volatile.Write(ref _callBegan, Stopwatch.GetTimestamp());
        try
        {
            _input.Write(line);
            _input.Flush();
        }
        catch (IOException)
        {
            throw Ended();
        }
    }

    /// <summary>Reads one line, without its end.</summary>
    /// <returns>Valid until the next call.</returns>
    /// <exception cref="EndpointException">The process has ended, or took too long.</exception>
    public ReadOnlySpan<byte> Read()
    {
        int searched = _begin;
        while (true)
        {
            int newline = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                Span<byte> line = _buffer.AsSpan(_begin, searched + newline - _begin);
                _begin = searched + newline + 1;
                Volatile.Write(ref _callBegan, 0);
                return line;
            }

            MakeRoom();
            searched = _end;
            int read = ReadSome();
            if (read == 0)
            {
                throw Ended();
            }

            _end += read;
        }
    }

    /// <summary>Whether it has written more than what it was asked for.</summary>
    public bool HasMore => _begin < _end;

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_errors)
        {
            _isClosed = true; // the watchdog may be looking
        }

        _watchdog.Dispose();
        try
        {
            _process.StandardInput.Dispose();
        }
        catch (IOException)
        {
            // It has ended before it read all.
        }

        if (!_process.WaitForExit(Farewell))
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(Farewell);
        }

        _process.Dispose();
    }

    private int ReadSome()
    {
        try
        {
            return _output.Read(_buffer, _end, _buffer.Length - _end);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private void MakeRoom()
    {
        if (_begin > 0)
        {
            _buffer.AsSpan(_begin, _end - _begin).CopyTo(_buffer);
            _end -= _begin;
            _begin = 0;
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LongestAnswer)
            {
                throw new EndpointException($"answered more than {LongestAnswer} bytes without an end of line");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }

    private void EndWhereSlow()
    {
        lock (_errors)
        {
            long began = Volatile.Read(ref _callBegan);
            if (!_isClosed && !_tookTooLong && began != 0 && Stopwatch.GetElapsedTime(began) > _patience)
            {
                _tookTooLong = true;
                _process.Kill(entireProcessTree: true);
            }
        }
    }

    private EndpointException Ended()
    {
        bool hasExited = _process.WaitForExit(Farewell);
        if (hasExited)
        {
            // Also waits until all of standard error was read.
            _process.WaitForExit();
        }

        string how =
            _tookTooLong ? $"did not answer within {_patience.TotalSeconds:0.###} s of real time, and was ended"
            : hasExited ? $"ended with {HowItEnded(_process.ExitCode)} without an answer"
            : "closed its standard output";
        lock (_errors)
        {
            return new EndpointException(_errors.Count == 0 ? how : $"{how}; its standard error: {string.Join(" | ", _errors)}");
        }
    }

    /// <summary>A process that a signal has ended has the exit code 128 plus the number of the signal, as shells have it.</summary>
    private static string HowItEnded(int exitCode) =>
        exitCode switch
        {
            132 => "exit code 132 (SIGILL, a trap)",
            133 => "exit code 133 (SIGTRAP)",
            134 => "exit code 134 (SIGABRT, it aborted)",
            135 => "exit code 135 (SIGBUS)",
            136 => "exit code 136 (SIGFPE)",
            137 => "exit code 137 (SIGKILL)",
            139 => "exit code 139 (SIGSEGV, it used memory that is not its own)",
            _ => FormattableString.Invariant($"exit code {exitCode}"),
        };

    private void NoteError(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_errors)
        {
            if (_errors.Count == LastWords)
            {
                _errors.Dequeue();
            }

            _errors.Enqueue(line.Length > LongestWord ? $"{line[..LongestWord]}…" : line);
        }
    }
}
