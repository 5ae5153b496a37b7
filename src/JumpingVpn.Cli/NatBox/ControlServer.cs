using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.NatBox;

/// <summary>
/// The control interface: HTTP on a loopback address, for whoever has the token. It refuses requests that a browser makes for a foreign
/// page (Origin), and those that came by a foreign name (Host).
/// </summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private const int LongestBody = 64 * 1024;

    private readonly HttpListener _listener;
    private readonly IReadOnlyList<ControlOperation> _operations;
    private readonly byte[] _token;
    private readonly string _authority;
    private readonly Task _serving;

    private ControlServer(HttpListener listener, string authority, string token, IReadOnlyList<ControlOperation> operations)
    {
        _listener = listener;
        _authority = authority;
        _token = Encoding.ASCII.GetBytes(token);
        _operations = operations;
        _serving = ServeAsync();
    }

    /// <summary>Begins to serve.</summary>
    /// <param name="at">A loopback address and a port that is not 0.</param>
    /// <param name="token">What a request has to bring.</param>
    /// <param name="operations">What can be asked.</param>
    /// <returns>The server; or why it cannot be.</returns>
    public static Parsed<ControlServer> Start(HostPort at, string token, IReadOnlyList<ControlOperation> operations)
    {
        if (at.Address is null ? at.Host != "localhost" : !IPAddress.IsLoopback(at.Address))
        {
            return Parsed<ControlServer>.Invalid(
                $"--control '{at}': it must be a loopback address, such as 127.0.0.1:8080: whoever reaches it can change everything"
            );
        }

        if (at.Port == 0)
        {
            return Parsed<ControlServer>.Invalid($"--control '{at}': it needs a port, from 1 to 65535");
        }

        HttpListener listener = new() { IgnoreWriteExceptions = true };
        listener.Prefixes.Add($"http://{at}/");
        try
        {
            listener.Start();
        }
        catch (HttpListenerException exception)
        {
            return Parsed<ControlServer>.Invalid($"--control '{at}': {exception.Message.TrimEnd('.')}; choose another port");
        }

        return new ControlServer(listener, at.ToString(), token, operations);
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                _ = AnswerAsync(context);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // It is closed, or one connection broke.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            (int status, JsonNode answer) = await JudgeAsync(context.Request);
            byte[] bytes = Encoding.UTF8.GetBytes(ControlDocument.Text(answer) + "\n");
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            context.Response.Headers["Cache-Control"] = "no-store";
            context.Response.ContentLength64 = bytes.Length;
            await context.Response.OutputStream.WriteAsync(bytes);
            context.Response.Close();
        }
        catch (Exception exception)
            when (exception is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            context.Response.Abort(); // who asked has gone
        }
    }

    private async Task<(int Status, JsonNode Answer)> JudgeAsync(HttpListenerRequest request)
    {
        string path = request.Url?.AbsolutePath ?? "/";
        if (request.Headers["Host"] != _authority)
        {
            return Error(421, $"this is {_authority}, and the request is for '{request.Headers["Host"]}'");
        }

        if (request.Headers["Origin"] is { } origin && origin != $"http://{_authority}")
        {
            return Error(403, $"requests from the page '{origin}' are refused");
        }

        if (!HasToken(request))
        {
            return Error(401, "this needs the header 'Authorization: Bearer TOKEN', with the token that the program printed");
        }

        if (path == "/openapi.json" && request.HttpMethod == "GET")
        {
            return (200, ControlDocument.Write(_operations));
        }

        ControlOperation[] here = [.. _operations.Where(operation => operation.Path == path)];
        if (here.Length == 0)
        {
            return Error(404, $"there is nothing at '{path}'; GET /openapi.json lists what there is");
        }

        if (Array.Find(here, operation => operation.Method == request.HttpMethod) is not { } operation)
        {
            string methods = string.Join(" and ", here.Select(static each => each.Method));
            return Error(405, $"'{path}' takes {methods}, not {request.HttpMethod}");
        }

        return await DoAsync(operation, request);
    }

    private static async Task<(int Status, JsonNode Answer)> DoAsync(ControlOperation operation, HttpListenerRequest request)
    {
        JsonObject body = [];
        if (operation.Body is not null)
        {
            byte[] bytes = new byte[LongestBody + 1];
            int length = await request.InputStream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > LongestBody)
            {
                return Error(413, $"the body is longer than {LongestBody} bytes");
            }

            try
            {
                JsonNode? node = length == 0 ? body : JsonNode.Parse(bytes.AsSpan(0, length));
                if (node is not JsonObject given)
                {
                    return Error(400, "the body must be a JSON object");
                }

                _ = given.Count; // a member that is there twice is found here
                if (operation.WhyUnknown(given) is { } sentence)
                {
                    return Error(422, sentence);
                }

                body = given;
            }
            catch (Exception exception) when (exception is JsonException or ArgumentException)
            {
                return Error(400, $"the body is not JSON: {SettingText.Clause(exception.Message)}");
            }
        }

        try
        {
            return (200, operation.Do(body));
        }
        catch (Exception refusal) when (refusal is FormatException or ArgumentException or InvalidOperationException)
        {
            return Error(refusal is InvalidOperationException ? 409 : 422, SettingText.Clause(refusal.Message));
        }
    }

    private bool HasToken(HttpListenerRequest request)
    {
        const string Scheme = "Bearer ";
        return request.Headers["Authorization"] is { } header
            && header.StartsWith(Scheme, StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[Scheme.Length..]), _token);
    }

    private static (int Status, JsonNode Answer) Error(int status, string sentence) => (status, new JsonObject { ["error"] = sentence });
}
