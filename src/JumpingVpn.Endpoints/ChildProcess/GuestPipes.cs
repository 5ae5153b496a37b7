using System.Diagnostics;
using System.IO.Pipes;

namespace JumpingVpn.Endpoints.ChildProcess;

/// <summary>Standard input and output of a child process, without waiting for what never comes: a process that the guest has started keeps
/// the pipes open when the guest itself is gone.</summary>
/// <remarks>On Windows it does wait then, until that process ends.</remarks>
internal sealed class GuestPipes : IDisposable
{
    // What a pipe takes at once where it takes anything (POSIX PIPE_BUF on Linux; elsewhere less, and the rest is waited for).
    private const int Portion = 4_096;
    private const int Look = 100;
    private const int None = -1;

    private readonly Process _process;
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly int _inputDescriptor;
    private readonly int _outputDescriptor;
    private bool _hasWritten;

    public GuestPipes(Process process)
    {
        _process = process;
        _input = process.StandardInput.BaseStream;
        _output = process.StandardOutput.BaseStream;
        _inputDescriptor = DescriptorOf(_input);
        _outputDescriptor = DescriptorOf(_output);
    }

    /// <summary>Writes one line.</summary>
    /// <returns>False where nobody reads any more.</returns>
    /// <exception cref="EndpointException">The guest wrote something that it was not asked for.</exception>
    public bool TryWrite(ReadOnlySpan<byte> line)
    {
        try
        {
            for (ReadOnlySpan<byte> rest = line; !rest.IsEmpty; )
            {
                if (!AwaitRoom())
                {
                    return false;
                }

                int count = Math.Min(rest.Length, Portion);
                _input.Write(rest[..count]);
                rest = rest[count..];
            }

            _input.Flush();
            _hasWritten = true;
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Reads what there is, once there is something.</summary>
    /// <returns>How many bytes; 0 at the end.</returns>
    public int Read(Span<byte> buffer)
    {
        try
        {
            while (_outputDescriptor != None && !PipePoll.AwaitReadable(_outputDescriptor, Look))
            {
                // What it wrote before its end is there by now.
                if (_process.HasExited && !PipePoll.AwaitReadable(_outputDescriptor, 0))
                {
                    return 0;
                }
            }

            return _output.Read(buffer);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Whether there is something to read, once the guest is gone.</summary>
    public bool HasMore
    {
        get
        {
            Span<byte> one = stackalloc byte[1];
            return _outputDescriptor != None && PipePoll.AwaitReadable(_outputDescriptor, 0) && Read(one) > 0;
        }
    }

    /// <summary>Tells the guest that this is the end.</summary>
    public void CloseInput()
    {
        try
        {
            _process.StandardInput.Dispose();
        }
        catch (IOException)
        {
            // It has ended before it read all.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CloseInput();
        _output.Dispose();
    }

    private bool AwaitRoom()
    {
        if (_inputDescriptor == None)
        {
            return true;
        }

        while (true)
        {
            // What it writes before the first call is found to be no answer to that.
            (bool isWritable, bool hasOutput) = PipePoll.AwaitWritable(_inputDescriptor, _hasWritten ? _outputDescriptor : None, Look);
            if (hasOutput)
            {
                throw new EndpointException(AnswerReader.AnsweredTwice);
            }

            if (isWritable || _process.HasExited)
            {
                return isWritable;
            }
        }
    }

    private static int DescriptorOf(Stream stream) =>
        OperatingSystem.IsWindows() || stream is not PipeStream pipe ? None : (int)pipe.SafePipeHandle.DangerousGetHandle();
}
