using System.Net;
using System.Net.Sockets;
using System.Text;
using JumpingVpn.Cli.Metrics;
using JumpingVpn.Cli.Tests.Prototype;
using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.Metrics;

/// <summary>The metrics of a running server, as Prometheus and a collector get them, and its health.</summary>
public sealed class MetricsTests : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly string _address = $"127.0.0.1:{FreePort.Take()}";

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Prometheus_reads_what_has_happened()
    {
        await using CliCall server = await ServeAsync();
        IPEndPoint address = await EventLine.BoundAddressAsync(server.Out);
        using var client = new PrototypeClient(address);
        await client.HandshakeAsync();
        await client.SendDataAsync("one");
        using var stranger = new PrototypeClient(address);
        await stranger.SendDataAsync("refused", client.SessionId);
        (await client.ReattachAsync()).Text("type").Should().Be("REATTACH_ACK");

        PrometheusText page = await ScrapeAsync();

        page.Samples["jumpingvpn_server_sessions{state=\"attached\"}"].Should().Be(1);
        page.Samples["jumpingvpn_server_sessions_created_total"].Should().Be(1);
        page.Samples["jumpingvpn_server_datagrams_total{fate=\"delivered\"}"].Should().Be(1);
        page.Samples["jumpingvpn_server_datagrams_total{fate=\"switch\"}"].Should().Be(1);
        page.Samples["jumpingvpn_server_datagrams_total{fate=\"refused\"}"].Should().Be(1);
        page.Samples["jumpingvpn_server_refusals_total{code=\"WRONG_TRANSPORT\"}"].Should().Be(1);
        page.Samples["jumpingvpn_server_reattach_latency_seconds_count"].Should().Be(1);
        page.Samples["jumpingvpn_server_events_lost_total{where=\"stdout\"}"].Should().Be(0);
        double all = page
            .Samples.Where(one => one.Key.StartsWith("jumpingvpn_server_datagrams_total", StringComparison.Ordinal))
            .Sum(one => one.Value);
        all.Should().Be(4, "the fates together are all datagrams");
    }

    [Fact]
    public async Task Every_metric_of_the_table_is_there_with_its_type_and_its_description()
    {
        await using CliCall server = await ServeAsync();

        PrometheusText page = await ScrapeAsync();

        // The histogram is there once it has a value.
        foreach (ServerMetric metric in ServerMetrics.All.Where(one => one.Kind != MetricKind.Histogram))
        {
            page.Types[metric.PrometheusName].Should().Be(metric.Kind.ToString().ToLowerInvariant());
            page.Helps[metric.PrometheusName].Should().Be(metric.Description);
            page.Samples.Keys.Should().Contain(key => key.StartsWith(metric.PrometheusName, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task It_is_healthy_and_ready_and_no_more_ready_while_it_drains()
    {
        await using CliCall server = await ServeAsync("--drain", "1h");
        using var client = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
        await client.HandshakeAsync();
        (await StatusAsync("/healthz"), await StatusAsync("/readyz")).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK));

        Task<int> stopping = server.StopAsync();
        await server.Out.WaitForAsync("ServerDrain");
        await WaitUntilAsync(async () => await StatusAsync("/readyz") == HttpStatusCode.ServiceUnavailable);

        (await StatusAsync("/healthz")).Should().Be(HttpStatusCode.OK);
        (await client.SendDataAsync("still served")).Text("type").Should().Be("DATA_ACK");
        using var late = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
        (await late.AskAsync(PrototypeJson.Write(("type", "HANDSHAKE_INIT"), ("nonce", "0011223344556677"))))
            .Text("code")
            .Should()
            .Be("SERVER_FULL");
        await client.TellAsync(PrototypeJson.Write(("type", "TERMINATE"), ("session_id", client.SessionId)));
        (await stopping).Should().Be(0, "the last session is over");
    }

    [Fact]
    public async Task A_collector_that_cannot_be_reached_is_told_of_once_and_ends_nothing()
    {
        string url = $"http://127.0.0.1:{FreePort.Take()}";
        await using var server = CliCall.Start("server", "--bind", "127.0.0.1:0", "--otlp", url);
        await EventLine.BoundAddressAsync(server.Out);

        (await server.StopAsync()).Should().Be(0); // it delivers once more as it ends

        server.Error.Lines.Should().ContainSingle().Which.Should().Contain($"--otlp '{url}/v1/metrics': metrics are not delivered: ");
    }

    [Fact]
    public async Task A_collector_is_sent_the_same_by_OTLP()
    {
        using var collector = new OtlpCollector();
        await using (var server = CliCall.Start("server", "--bind", "127.0.0.1:0", "--otlp", collector.Url))
        {
            using var client = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
            await client.HandshakeAsync();
            await client.SendDataAsync("one");
            (await client.ReattachAsync()).Text("type").Should().Be("REATTACH_ACK");
            await server.StopAsync(); // which sends what there is
        }

        Dictionary<string, byte[]> metrics = await collector.MetricsAsync();

        metrics.Keys.Should().BeEquivalentTo(ServerMetrics.All.Select(metric => metric.Name));
        OtlpCollector.Numbers(metrics["jumpingvpn.server.datagrams"])["delivered"].Should().Be(1);
        OtlpCollector.Numbers(metrics["jumpingvpn.server.sessions.created"])[""].Should().Be(1);
    }

    [Fact]
    public async Task A_collector_that_is_not_there_costs_nothing_but_its_metrics()
    {
        await using var server = CliCall.Start("server", "--bind", "127.0.0.1:0", "--otlp", $"http://{_address}");
        using var client = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
        await client.HandshakeAsync();
        (await client.SendDataAsync("served")).Text("type").Should().Be("DATA_ACK");

        (await server.StopAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_a_sentence()
    {
        await using CliCall server = await ServeAsync();

        (int code, string output, string error) = await CliCall.RunAsync("server", "--bind", "127.0.0.1:0", "--metrics", _address);

        code.Should().Be(2);
        error.Should().StartWith($"jumpingvpn server: --metrics '{_address}': ");
        output.Should().BeEmpty();
    }

    [Fact]
    public async Task Whatever_bytes_come_the_next_scrape_is_answered()
    {
        await using CliCall server = await ServeAsync();
        string[] nonsense =
        [
            "",
            "\0\0\0\0\r\n\r\n",
            "GET\r\n\r\n",
            "GET /metrics HTTP/9.9\r\n\r\n",
            "GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            $"GET /metrics HTTP/1.1\r\nHost: evil.example\r\n\r\n",
            $"POST /metrics HTTP/1.1\r\nHost: {_address}\r\nContent-Length: 99999999999999\r\n\r\nx",
            $"POST /healthz HTTP/1.1\r\nHost: {_address}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            $"GET /healthz HTTP/1.1\r\nHost: {_address}\r\nX: {new string('a', 200_000)}\r\n\r\n",
            $"GET /{new string('a', 200_000)} HTTP/1.1\r\nHost: {_address}\r\n\r\n",
            $"DELETE /readyz HTTP/1.1\r\nHost: {_address}\r\nContent-Length: 0\r\n\r\n",
            $"GET /metrics HTTP/1.1\r\nHost: {_address}\r\nAccept: \u001b[2J;q=\r\nAccept-Encoding: ,,,;\r\n\r\n",
        ];
        foreach (string text in nonsense)
        {
            await SendRawAsync(Encoding.Latin1.GetBytes(text));
        }

        byte[] noise = new byte[5_000];
        new Random(7).NextBytes(noise);
        await SendRawAsync(noise);

        (await ScrapeAsync()).Samples.Should().NotBeEmpty();
        using var client = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
        await client.HandshakeAsync();
        (await server.StopAsync()).Should().Be(0);
        server.Error.Lines.Should().BeEmpty();
    }

    [Theory]
    [InlineData("a 1")]
    [InlineData("1a 1\n")]
    [InlineData("a{b=\"c} 1\n")]
    [InlineData("a{b=\"\\x\"} 1\n")]
    [InlineData("a one\n")]
    [InlineData("# TYPE a number\n")]
    public void The_reader_of_these_tests_refuses_what_is_no_page(string page)
    {
        Action read = () => PrometheusText.Parse(page);

        read.Should().Throw<Exception>();
    }

    private async Task<CliCall> ServeAsync(params string[] options)
    {
        var server = CliCall.Start(["server", "--bind", "127.0.0.1:0", "--metrics", _address, .. options]);
        await server.Out.WaitForAsync("\"purpose\":\"metrics\"");
        return server;
    }

    private async Task<PrometheusText> ScrapeAsync() => PrometheusText.Parse(await _http.GetStringAsync($"http://{_address}/metrics"));

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using HttpResponseMessage answer = await _http.GetAsync($"http://{_address}{path}");
        return answer.StatusCode;
    }

    private static async Task WaitUntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(LineCapture.Patience);
        while (!await isSo())
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task SendRawAsync(byte[] bytes)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 200 };
        await socket.ConnectAsync(IPEndPoint.Parse(_address));
        try
        {
            await socket.SendAsync(bytes);
            socket.Shutdown(SocketShutdown.Send);
            socket.Receive(new byte[1_000]);
        }
        catch (SocketException)
        {
            // It was refused in the middle, or says nothing.
        }
    }
}
