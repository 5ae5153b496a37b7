using System.Diagnostics;

namespace JumpingVpn.Endpoints.ChildProcess;

/// <summary>A child process that answers lines with lines, and is ended where it does not.</summary>
internal sealed class GuestProcess : IDisposable
{
    private const string Frame = "   at ";
    private const string Unflushed = "an answer that is not flushed does not arrive";
    private const string SessionLeading = "setsid";
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    // A program of its own session gets no Ctrl-C that is meant for us, and what it sends to its group ends only that. Not all systems
    // have it.
    private static readonly string? SessionLeader = MissingProgram.OnSearchPath(SessionLeading);

    private readonly Process _process;
    private readonly int _id;
    private readonly bool _leadsGroup;
    private readonly bool _isLineHost;
    private readonly GuestPipes _pipes;
    private readonly GuestWatch _watch;
    private readonly LastWords _words;
    private byte[] _buffer = new byte[16_384];
    private int _begin;
    private int _end;

    private GuestProcess(Process process, EndpointBounds bounds, bool isLineHost)
    {
        _process = process;
        _id = process.Id;
        _leadsGroup = !OperatingSystem.IsWindows() && (isLineHost || SessionLeader is not null);
        _isLineHost = isLineHost;
        _pipes = new GuestPipes(process);
        _words = new LastWords(process.StandardError.BaseStream, line => !isLineHost || !line.StartsWith(Frame, StringComparison.Ordinal));
        _watch = new GuestWatch(process, bounds);
        LiveGuests.Add(_id);
    }

    /// <summary>Starts it.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="bounds">How long it may take, and how much memory.</param>
    /// <param name="isLineHost">Whether it is <see cref="LineHost"/>, which makes itself the leader of a group; the frames of its own
    /// stack, which it may write at its end, are nobody's business.</param>
    /// <exception cref="EndpointException">There is no such program.</exception>
    public static GuestProcess Start(IReadOnlyList<string> command, string folder, EndpointBounds bounds, bool isLineHost)
    {
        bool leadsAnyway = isLineHost || Path.GetFileName(command[0]) == SessionLeading;
        IReadOnlyList<string> words = leadsAnyway || SessionLeader is null ? command : [SessionLeader, .. command];
        ProcessStartInfo info = new(words[0], words.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            return new GuestProcess(Process.Start(info)!, bounds, isLineHost);
        }
        catch (Exception refusal) when (refusal is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            throw new EndpointException($"cannot be started as \"{string.Join(' ', command)}\": {refusal.Message}", refusal);
        }
    }

    /// <summary>A call begins: its patience counts from now on, however many lines the call takes.</summary>
    public void BeginCall() => _watch.Begin();

    /// <summary>The call was answered.</summary>
    public void EndCall() => _watch.End();

    /// <summary>Writes one line.</summary>
    /// <exception cref="EndpointException">The process has ended, reads no more, or wrote what it was not asked for.</exception>
    public void Write(ReadOnlySpan<byte> line)
    {
        if (!_pipes.TryWrite(line))
        {
            throw Ended("closed its standard input");
        }
    }

    /// <summary>Reads one line, without its end.</summary>
    /// <returns>Valid until the next call.</returns>
    /// <exception cref="EndpointException">The process has ended, or took too long or too much.</exception>
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
                return line;
            }

            MakeRoom();
            searched = _end;
            int read = _pipes.Read(_buffer.AsSpan(_end));
            if (read == 0)
            {
                throw Ended("closed its standard output");
            }

            _end += read;
        }
    }

    /// <summary>How many endpoints it has served, the one that it serves included.</summary>
    public int Lives { get; set; }

    /// <summary>The memory that it has in use, in bytes.</summary>
    public long MemoryInUse => _watch.MemoryInUse();

    /// <summary>Whether it lives and has written nothing that it was not asked for.</summary>
    public bool IsQuiet => !_process.HasExited && !HasMore && _watch.Verdict is null;

    /// <summary>Whether it has written more than what it was asked for.</summary>
    public bool HasMore => _begin < _end;

    /// <summary>Ends its standard input, which is its end, and sees how it takes that.</summary>
    /// <exception cref="EndpointException">It does not end, ends with another exit code than 0, or has written something
    /// more.</exception>
    public void Finish()
    {
        _pipes.CloseInput();
        bool hasEnded = false;
        for (long began = Stopwatch.GetTimestamp(); !hasEnded && Stopwatch.GetElapsedTime(began) < _watch.Patience; )
        {
            // What fills the pipe would keep it from ending.
            hasEnded = _process.WaitForExit(Look);
            if (HasMore || _pipes.HasMore)
            {
                throw new EndpointException(AnswerReader.AnsweredTwice);
            }
        }

        if (_watch.Verdict is not null || (hasEnded && _process.ExitCode != 0))
        {
            throw Ended("", "after its last answer");
        }

        if (!hasEnded)
        {
            string patience = $"{_watch.Patience.TotalSeconds:0.###} s of real time";
            throw new EndpointException($"did not end within {patience} of the end of its standard input, and was ended");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        LiveGuests.Remove(_id);
        _watch.Dispose();
        _pipes.CloseInput();
        if (!_process.WaitForExit(Farewell))
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(Farewell);
        }

        if (_leadsGroup)
        {
            LiveGuests.EndGroup(_id);
        }

        _pipes.Dispose();
        _process.Dispose();
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
            if (_buffer.Length >= EndpointContract.LongestAnswer)
            {
                throw new EndpointException($"answered more than {EndpointContract.LongestAnswer} bytes without an end of line");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }

    private EndpointException Ended(string orElse, string when = "without an answer")
    {
        bool hasExited = _process.WaitForExit(Farewell);
        string? verdict = _watch.IsLate && !_isLineHost ? $"{_watch.Verdict}; {Unflushed}" : _watch.Verdict;
        string how = verdict ?? (hasExited ? $"ended with {HowItEnded(_process.ExitCode)} {when}" : orElse);
        IReadOnlyList<string> words = _words.Read(hasExited ? Farewell : TimeSpan.Zero);
        return new EndpointException(words.Count == 0 ? how : $"{how}; its standard error: {string.Join(" | ", words)}");
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
            143 => "exit code 143 (SIGTERM)",
            > 128 and <= 192 => FormattableString.Invariant($"exit code {exitCode} (signal {exitCode - 128})"),
            _ => FormattableString.Invariant($"exit code {exitCode}"),
        };
}
