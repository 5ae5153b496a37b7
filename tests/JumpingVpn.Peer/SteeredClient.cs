using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;
using JumpingVpn.Sockets;

namespace JumpingVpn.Peer;

/// <summary>The client of a scene, over real sockets: the same core, options and driver, one session after the other.</summary>
/// <param name="server">Where its sessions are.</param>
/// <param name="output">Where its events are told.</param>
internal sealed class SteeredClient(TransportAddress server, TextWriter output) : IAsyncDisposable
{
    private readonly EventPrinter _events = new(output);
    private SessionClientDriver? _driver;
    private UdpDatagramChannel? _channel;

    /// <summary>Does one thing.</summary>
    /// <param name="verb">connect, send, die, attach, end.</param>
    /// <param name="argument">The text to send; the local address of the socket to open.</param>
    /// <returns>Null where it was done; otherwise why not.</returns>
    public async Task<string?> DoAsync(string verb, string argument)
    {
        switch (verb)
        {
            case "connect":
                await CloseAsync();
                if (Open(argument) is { } refused)
                {
                    return refused;
                }

                _driver = new SessionClientDriver(
                    new SessionClient(new ClientOptions(), server, new Entropy()),
                    _channel!,
                    TimeProvider.System,
                    _events
                );
                _driver.Connect();
                return null;
            case "send":
                return _driver!.TrySend(Encoding.UTF8.GetBytes(argument), out _) ? null : "it cannot be sent now";
            case "die":
                _driver!.TransportLost();
                await _channel!.DisposeAsync();
                return null;
            case "attach":
                UdpDatagramChannel? former = _channel;
                if (Open(argument) is { } error)
                {
                    return error;
                }

                _driver!.AttachChannel(_channel!);
                await former!.DisposeAsync();
                return null;
            case "end":
                return _driver!.Terminate() ? null : "there is no session";
            default:
                return "there is no such command";
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _events.Dispose();
    }

    private async ValueTask CloseAsync()
    {
        if (_driver is not null)
        {
            await _driver.DisposeAsync();
        }
    }

    private string? Open(string address) =>
        !TransportAddress.TryParse($"{address}:0", out TransportAddress local) ? "it is not an address"
        : UdpDatagramChannel.TryBind(local, null, out _channel, out BindError? error) ? null
        : error.Message;
}
