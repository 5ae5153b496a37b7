using System.Net.Sockets;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.NatBox;

/// <summary>What a box has beside its relay: TCP that is passed through, and the control interface.</summary>
internal sealed class BoxServices : IAsyncDisposable
{
    private readonly List<TcpPassage> _passages = [];

    /// <summary>Starts what the options ask for.</summary>
    /// <returns>The services; or why one cannot be.</returns>
    public static Parsed<BoxServices> Start(
        Box box,
        BoxOptions options,
        BoxEvents events,
        CancellationTokenSource end,
        Surroundings surroundings
    )
    {
        BoxServices services = new();
        foreach (BoxRoute route in options.PassesTcp ? box.Routes : [])
        {
            try
            {
                services._passages.Add(TcpPassage.Start(route, events));
            }
            catch (SocketException exception)
            {
                services.DisposeAsync().AsTask().GetAwaiter().GetResult();
                return Parsed<BoxServices>.Invalid($"--tcp: {route.Listen} cannot be had for TCP: {exception.Message}");
            }
        }

        return services;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (TcpPassage passage in _passages)
        {
            await passage.DisposeAsync();
        }
    }
}
