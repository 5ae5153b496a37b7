using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.NatBox;

/// <summary>The control interface, asked as any program would.</summary>
public sealed class ControlTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _http = new();
    private RunningBox? _box;

    private RunningBox Box => _box!;

    public async Task InitializeAsync()
    {
        int port = FreePort();
        _box = await RunningBox.StartAsync("--control", $"127.0.0.1:{port}", "--seed", "1");
        string line = await Box.Call.Error.WaitForAsync("Bearer ");
        _http.BaseAddress = new Uri($"http://127.0.0.1:{port}/");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", line[(line.LastIndexOf(' ') + 1)..]);
    }

    public Task DisposeAsync() => Box.DisposeAsync().AsTask();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_token_from_a_file_is_asked_for_and_not_printed()
    {
        using var folder = new TemporaryDirectory();
        string file = folder.Write("token", "0123456789abcdef-of-a-file\n");
        int port = FreePort();
        await using RunningBox box = await RunningBox.StartAsync("--control", $"127.0.0.1:{port}", "--control-token-file", file);
        var state = new Uri($"http://127.0.0.1:{port}/state");

        using HttpResponseMessage stranger = await _http.GetAsync(state);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "0123456789abcdef-of-a-file");
        using HttpResponseMessage owner = await _http.GetAsync(state);

        stranger.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        owner.StatusCode.Should().Be(HttpStatusCode.OK);
        box.Call.Error.Text.Should().NotContain("of-a-file");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("two words that are long enough")]
    public async Task A_token_that_anybody_could_guess_or_nobody_could_send_is_refused(string token)
    {
        using var folder = new TemporaryDirectory();
        string file = folder.Write("token", token);

        (int code, _, string error) = await Support.CliCall.RunAsync([
            "nat",
            "--listen",
            "127.0.0.1:0",
            "--to",
            "127.0.0.1:9",
            "--control",
            "127.0.0.1:0",
            "--control-token-file",
            file,
        ]);

        code.Should().Be(ExitCode.Usage);
        error.Should().Contain(file).And.Contain("one word of at least 16");
    }

    [Fact]
    public async Task Every_operation_of_the_description_is_there()
    {
        JsonNode description = JsonNode.Parse(await _http.GetStringAsync("openapi.json"))!;

        ((string?)description["openapi"]).Should().Be("3.1.0");
        List<string> answers = [];
        foreach ((string path, JsonNode? methods) in description["paths"]!.AsObject().Where(path => path.Key != "/stop"))
        {
            foreach ((string method, JsonNode? operation) in methods!.AsObject())
            {
                ((string?)operation!["summary"]).Should().NotBeNullOrEmpty();
                (HttpStatusCode status, _) = await AskAsync(
                    method.ToUpperInvariant(),
                    path,
                    operation["requestBody"] is null ? null : "{}"
                );
                answers.Add($"{method} {path} {(int)status}");
            }
        }

        answers
            .Should()
            .HaveCountGreaterThan(14)
            .And.OnlyContain(answer => !answer.EndsWith("404") && !answer.EndsWith("405") && !answer.EndsWith("500"));
    }

    [Fact]
    public async Task The_link_is_read_and_changed_while_datagrams_pass()
    {
        (HttpStatusCode status, JsonNode answer) = await AskAsync("PATCH", "/link/up", """{"loss": "100 %"}""");

        status.Should().Be(HttpStatusCode.OK);
        ((string?)answer["up"]!["loss"]).Should().Be("100 %");
        Box.Exchange([1], milliseconds: 100).Should().BeNull();
        await AskAsync("PATCH", "/link/up", """{"loss": "0 %"}""");
        Box.Exchange([2]).Should().Equal(2);
        (_, JsonNode state) = await AskAsync("GET", "/state", null);
        ((int)state["drops"]!["Loss"]!).Should().Be(1);
    }

    [Fact]
    public async Task A_rebinding_shows_the_server_another_port()
    {
        Box.Exchange([1]).Should().Equal(1);

        (_, JsonNode answer) = await AskAsync("POST", "/rebind", "{}");

        ((int)answer["rebound"]!).Should().Be(1);
        Box.Exchange([2]).Should().Equal(2);
        Box.Seen.Should().HaveCount(2);
    }

    [Fact]
    public async Task The_nat_is_changed_and_forgets()
    {
        Box.Exchange([1]).Should().Equal(1);

        (_, JsonNode answer) = await AskAsync("PATCH", "/nat", """{"preset": "symmetric", "lifetime": "5 s"}""");

        ((int)answer["forgotten"]!).Should().Be(1);
        (_, JsonNode nat) = await AskAsync("GET", "/nat", null);
        ((string?)nat["mapping"], (string?)nat["lifetime"]).Should().Be(("address and port-dependent", "5000 ms"));
        Box.Exchange([2]).Should().Equal(2);
    }

    [Theory]
    [InlineData("GET", "/nothing", null, 404)]
    [InlineData("DELETE", "/link", null, 405)]
    [InlineData("PATCH", "/link", "[]", 400)]
    [InlineData("PATCH", "/link", "{", 400)]
    [InlineData("PATCH", "/link", """{"los": "5 %"}""", 422)]
    [InlineData("PATCH", "/link", """{"loss": "500 %"}""", 422)]
    [InlineData("PATCH", "/link", """{"loss": null}""", 422)]
    [InlineData("PATCH", "/link", """{"loss": "1 %", "loss": "2 %"}""", 400)]
    [InlineData("POST", "/partition", "{}", 422)]
    [InlineData("POST", "/rebind", """{"kind": "address"}""", 409)]
    [InlineData("POST", "/schedule", """{"schedule": "nonsense"}""", 422)]
    public async Task Nonsense_is_refused_in_a_sentence(string method, string path, string? body, int expected)
    {
        (HttpStatusCode status, JsonNode answer) = await AskAsync(method, path, body);

        ((int)status).Should().Be(expected);
        ((string?)answer["error"]).Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task Without_the_token_nothing_is_told()
    {
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "0123456789abcdef0123456789abcdef");

        (HttpStatusCode status, _) = await AskAsync("GET", "/state", null);

        status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Origin", "http://evil.example")]
    public async Task A_foreign_page_is_refused(string header, string value)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "state");
        request.Headers.TryAddWithoutValidation(header, value);

        using HttpResponseMessage answer = await _http.SendAsync(request);

        ((int)answer.StatusCode).Should().BeInRange(400, 499);
    }

    private async Task<(HttpStatusCode Status, JsonNode Answer)> AskAsync(string method, string path, string? body)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await _http.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
