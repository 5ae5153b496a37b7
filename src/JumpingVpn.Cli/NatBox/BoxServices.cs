using System.Net.Sockets;
using System.Security.Cryptography;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.NatBox;

/// <summary>What a box has beside its relay: TCP that is passed through, and the control interface.</summary>
internal sealed class BoxServices : IAsyncDisposable
{
    private const int TokenBytes = 16;

    private readonly List<TcpPassage> _passages = [];
    private ControlServer? _control;

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
                return Parsed<BoxServices>.Invalid($"--tcp: {route.Listen} cannot be opened for TCP: {exception.Message}");
            }
        }

        if (options.Control is not { } at)
        {
            return services;
        }

        string token = options.ControlToken ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        Parsed<ControlServer> control = ControlServer.Start(at, token, ControlOperations.Of(box, events, end.Cancel));
        if (!control.IsValid)
        {
            services.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return Parsed<BoxServices>.Invalid(control.Error);
        }

        services._control = control.Value;
        surroundings.Warn(
            $"control at http://{at}/{(options.ControlToken is null ? $", Authorization: Bearer {token}" : ", with the token of the file")}"
        );
        return services;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_control?.DisposeAsync() ?? ValueTask.CompletedTask);
        foreach (TcpPassage passage in _passages)
        {
            await passage.DisposeAsync();
        }
    }
}
