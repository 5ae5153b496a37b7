using System.Net;
using System.Text;
using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.Metrics;

/// <summary>
/// <c>/healthz</c> and <c>/readyz</c> beside the metrics: 200 where it is so, else 503. Healthy is a server whose lock can be had within a
/// second; ready is one that makes sessions.
/// </summary>
internal sealed class HealthPages : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<bool> _isHealthy;
    private readonly Func<bool> _isReady;

    private HealthPages(Func<bool> isHealthy, Func<bool> isReady)
    {
        _isHealthy = isHealthy;
        _isReady = isReady;
    }

    /// <summary>Begins to answer; a sentence if the address cannot be served.</summary>
    public static Parsed<HealthPages> TryStart(IPEndPoint address, Func<bool> isHealthy, Func<bool> isReady)
    {
        var pages = new HealthPages(isHealthy, isReady);
        foreach (string path in (string[])["healthz", "readyz"])
        {
            pages._listener.Prefixes.Add($"http://{MetricsExport.HostOf(address)}:{address.Port}/{path}/");
        }

        try
        {
            pages._listener.TimeoutManager.IdleConnection = TimeSpan.FromSeconds(10);
            pages._listener.Start();
        }
        catch (HttpListenerException failure)
        {
            pages.Dispose();
            return Parsed<HealthPages>.Invalid(failure.Message.TrimEnd('.'));
        }

        _ = pages.AnswerAsync();
        return pages;
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Close();

    private async Task AnswerAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                _ = Task.Run(() => Answer(context));
            }
            catch (Exception end) when (end is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return; // it is closed
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        try
        {
            bool asksHealth = context.Request.Url?.AbsolutePath.StartsWith("/healthz", StringComparison.Ordinal) == true;
            (bool isSo, string otherwise) = asksHealth ? (_isHealthy(), "stuck\n") : (_isReady(), "draining\n");
            bool isRead = context.Request.HttpMethod is "GET" or "HEAD";
            context.Response.StatusCode =
                !isRead ? 405
                : isSo ? 200
                : 503;
            context.Response.ContentType = "text/plain; charset=utf-8";
            byte[] text = isRead && context.Request.HttpMethod != "HEAD" ? Encoding.UTF8.GetBytes(isSo ? "ok\n" : otherwise) : [];
            context.Response.Close(text, willBlock: false);
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            context.Response.Abort(); // whoever asked has left
        }
    }
}
