using System.Net.Sockets;
using System.Text;
using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.Supervision;

/// <summary>A service manager's end of NOTIFY_SOCKET, by a path or in the abstract namespace.</summary>
internal sealed class ServiceManager : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public ServiceManager(string name)
    {
        Name = name;
        _socket.Bind(new UnixDomainSocketEndPoint(name[0] == '@' ? "\0" + name[1..] : name));
    }

    /// <summary>The value of NOTIFY_SOCKET.</summary>
    public string Name { get; }

    /// <summary>The lines of the next message that has this one.</summary>
    public async Task<string[]> WaitForAsync(string line)
    {
        using var patience = new CancellationTokenSource(LineCapture.Patience);
        byte[] buffer = new byte[4_096];
        while (true)
        {
            int length = await _socket.ReceiveAsync(buffer, patience.Token);
            string[] lines = Encoding.UTF8.GetString(buffer, 0, length).Split('\n');
            if (lines.Contains(line))
            {
                return lines;
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
