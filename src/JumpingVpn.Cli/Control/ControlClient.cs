using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.Control;

/// <summary>Asks a running server through its control socket.</summary>
internal static class ControlClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The sockets of running servers under their default paths.</summary>
    public static IReadOnlyList<string> Find(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "server-*.sock").Order(StringComparer.Ordinal)] : [];

    private static string WhyNot(string path, SocketException refused) =>
        !File.Exists(path)
            ? "there is no such socket; a server makes one if it is started with --control"
            : refused.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => "no server listens there any more; the next server replaces the socket left behind",
                SocketError.AccessDenied => "it belongs to another user; only the user who started the server, and root, may ask it",
                _ => $"{refused.Message.TrimEnd('.')}; is the server running, and yours?",
            };

    /// <summary>Sends a request and reads the answer; a sentence if nobody answers, or the server refuses.</summary>
    public static async Task<Parsed<JsonElement>> AskAsync(string path, object request, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), patience.Token);
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(request) + "\n"), patience.Token);
            using JsonDocument answer = await JsonDocument.ParseAsync(stream, default, patience.Token);
            JsonElement root = answer.RootElement.Clone();
            return root.TryGetProperty("error", out JsonElement error) ? Parsed<JsonElement>.Invalid(error.GetString()!) : root;
        }
        catch (SocketException refused)
        {
            return Parsed<JsonElement>.Invalid($"--control '{path}': {WhyNot(path, refused)}.");
        }
        catch (Exception broken) when (broken is JsonException or IOException)
        {
            return Parsed<JsonElement>.Invalid($"--control '{path}': the server ended the connection without an answer.");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Parsed<JsonElement>.Invalid($"--control '{path}': the server does not answer.");
        }
    }
}
