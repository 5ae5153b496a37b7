using System.Net.Sockets;
using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.Control;

/// <summary>
/// The local socket through which its owner looks at a running server and acts on it. It lies in a folder that only its owner can enter,
/// is the owner's alone, and asks the kernel who connects. One request a connection, of a bounded length, within a bounded time.
/// </summary>
internal sealed class ControlSocket : IAsyncDisposable
{
    private const int LongestRequest = 4_096;
    private const int AtOnce = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Socket _listener;
    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly CancellationTokenSource _closed = new();
    private readonly Action<string> _warn;
    private int _sending;
    private Task _accepting = Task.CompletedTask;

    private ControlSocket(Socket listener, string path, Action<string> warn)
    {
        _listener = listener;
        Path = path;
        _warn = warn;
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Makes the socket, in place of one that a dead server left behind; a sentence if that cannot be.</summary>
    /// <param name="path">Where.</param>
    /// <param name="warn">Takes a sentence if somebody else tries to connect.</param>
    public static Parsed<ControlSocket> TryOpen(string path, Action<string> warn)
    {
        if (OperatingSystem.IsWindows())
        {
            return Parsed<ControlSocket>.Invalid("it needs Linux or macOS, which say who is at its other end");
        }

        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        if (PrivateFolder.WhyNot(folder) is { } why)
        {
            return Parsed<ControlSocket>.Invalid(why);
        }

        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (File.Exists(path) && WhyTaken(path) is { } taken)
            {
                listener.Dispose();
                return Parsed<ControlSocket>.Invalid(taken);
            }

            listener.Bind(new UnixDomainSocketEndPoint(path));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            listener.Listen(AtOnce);
            return new ControlSocket(listener, path, warn);
        }
        catch (Exception failure) when (failure is SocketException or IOException or UnauthorizedAccessException)
        {
            listener.Dispose();
            return Parsed<ControlSocket>.Invalid(failure.Message.TrimEnd('.'));
        }
    }

    /// <summary>Begins to answer.</summary>
    public void Serve(IControlled server) => _accepting = AcceptAsync(server);

    /// <summary>Closes the socket and takes it away.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _listener.Dispose();
        await _accepting;
        for (int i = 0; i < 100 && Volatile.Read(ref _sending) > 0; i++)
        {
            await Task.Delay(Patience / 1000); // whoever asked for the end is told that it comes
        }

        try
        {
            File.Delete(Path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _warn($"the control socket '{Path}' stays behind: {failure.Message.TrimEnd('.')}.");
        }
    }

    private static string? WhyTaken(string path)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return "another server listens there; name another path";
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            if (!IsSocket(path))
            {
                return "there is a file of that name, which is not a socket; name another path";
            }

            File.Delete(path); // its server is dead
            return null;
        }
        catch (SocketException other)
        {
            return $"what is there cannot be replaced: {other.Message.TrimEnd('.')}";
        }
    }

    // A regular file can be opened, a socket cannot (ENXIO).
    private static bool IsSocket(string path)
    {
        try
        {
            using FileStream opened = File.OpenRead(path);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private async Task AcceptAsync(IControlled server)
    {
        while (!_closed.IsCancellationRequested)
        {
            try
            {
                await _places.WaitAsync(_closed.Token);
                Socket connection = await _listener.AcceptAsync(_closed.Token);
                _ = AnswerAsync(connection, server);
            }
            catch (SocketException) when (!_closed.IsCancellationRequested)
            {
                _places.Release();
                await Task.Delay(Patience / 10); // no descriptors: they come back
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(Socket connection, IControlled server)
    {
        using Socket closing = connection;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
        patience.CancelAfter(Patience);
        try
        {
            uint own = PeerIdentity.Own;
            if (PeerIdentity.Of(connection) is not { } peer || (peer != own && peer != 0))
            {
                _warn($"somebody who is not user {own} has tried to use the control socket, and was refused.");
                return;
            }

            if (await ReadLineAsync(connection, patience.Token) is { } line)
            {
                await SendLastAsync(connection, line, server);
            }
            else
            {
                await SendAsync(connection, "{\"error\":\"The request has more than 4,096 bytes.\"}\n"u8.ToArray(), patience.Token);
                await IgnoreAsync(connection, patience.Token);
            }
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever asked has left, or takes too long.
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Answers a request also where it ends the server, and with it this socket.</summary>
    private async Task SendLastAsync(Socket connection, ReadOnlyMemory<byte> line, IControlled server)
    {
        using var patience = new CancellationTokenSource(Patience);
        Interlocked.Increment(ref _sending);
        try
        {
            await SendAsync(connection, ControlRequests.Answer(line, server), patience.Token);
        }
        finally
        {
            Interlocked.Decrement(ref _sending);
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadLineAsync(Socket connection, CancellationToken stop)
    {
        byte[] buffer = new byte[LongestRequest];
        int length = 0;
        while (length < buffer.Length)
        {
            int read = await connection.ReceiveAsync(buffer.AsMemory(length), stop);
            int end = buffer.AsSpan(length, read).IndexOf((byte)'\n');
            if (read == 0 || end >= 0)
            {
                return buffer.AsMemory(0, read == 0 ? length : length + end);
            }

            length += read;
        }

        return null;
    }

    /// <summary>Reads what else comes: a connection that is closed before would take the answer with it.</summary>
    private static async Task IgnoreAsync(Socket connection, CancellationToken stop)
    {
        byte[] buffer = new byte[LongestRequest];
        while (await connection.ReceiveAsync(buffer, stop) > 0) { }
    }

    private static async Task SendAsync(Socket connection, ReadOnlyMemory<byte> answer, CancellationToken stop)
    {
        while (!answer.IsEmpty)
        {
            answer = answer[await connection.SendAsync(answer, stop)..];
        }

        connection.Shutdown(SocketShutdown.Send);
    }
}
