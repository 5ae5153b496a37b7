using System.Net;
using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.Metrics;

/// <summary>A collector for OTLP over HTTP that keeps what it is sent (opentelemetry/proto/metrics/v1/metrics.proto).</summary>
internal sealed class OtlpCollector : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly TaskCompletionSource<byte[]> _received = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OtlpCollector()
    {
        Url = $"http://127.0.0.1:{FreePort.Take()}";
        _listener.Prefixes.Add(Url + "/v1/metrics/");
        _listener.Start();
        _ = ReceiveAsync();
    }

    public string Url { get; }

    /// <summary>The metrics of the first request by their name, as their messages.</summary>
    public async Task<Dictionary<string, byte[]>> MetricsAsync()
    {
        byte[] request = await _received.Task.WaitAsync(LineCapture.Patience);
        return ProtobufReader
            .Of(request, 1) // ExportMetricsServiceRequest.resource_metrics
            .SelectMany(resource => ProtobufReader.Of(resource, 2)) // .scope_metrics
            .SelectMany(scope => ProtobufReader.Of(scope, 2)) // .metrics
            .ToDictionary(metric => ProtobufReader.Text(metric, 1)); // .name
    }

    /// <summary>The whole numbers of a sum or gauge, by the value of their attribute.</summary>
    public static Dictionary<string, long> Numbers(byte[] metric)
    {
        byte[] data = ProtobufReader.Read(metric).Single(one => one.Field is 5 or 7).Bytes; // gauge, sum
        return ProtobufReader
            .Of(data, 1) // .data_points
            .ToDictionary(
                point =>
                    ProtobufReader
                        .Of(point, 7)
                        .Select(pair => ProtobufReader.Text(ProtobufReader.Of(pair, 2).Single(), 1))
                        .FirstOrDefault("")!,
                point => (long)ProtobufReader.Read(point).Single(one => one.Field == 6).Number // .as_int
            );
    }

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
                if (context.Request.ContentType == "application/x-protobuf")
                {
                    _received.TrySetResult(body.ToArray());
                }
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
