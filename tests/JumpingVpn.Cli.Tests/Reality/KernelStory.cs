using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using JumpingVpn.Features.Documents;

namespace JumpingVpn.Cli.Tests.Reality;

/// <summary>
/// Plays the Given and When steps of a scenario in namespaces, each When at the time that it has on the simulator's clock. What Then claims
/// is not asked here: it holds on the simulator, whose whole account is compared.
/// </summary>
internal sealed partial class KernelStory(Scenario scenario, KernelInternet internet) : IAsyncDisposable
{
    private readonly Dictionary<string, KernelNat> _nats = [];
    private readonly Dictionary<string, string> _natOf = [];
    private string _clientName = "";
    private string _gatewayName = "";
    private KernelPhone? _phone;
    private TimeSpan _due;

    /// <summary>What client and gateway have reported.</summary>
    public List<AccountLine> Account { get; private set; } = [];

    private KernelPhone Phone => _phone ?? throw new InvalidOperationException("The story has no client yet.");

    /// <summary>Builds the network and warms the client up.</summary>
    public async Task PrepareAsync()
    {
        foreach (ScenarioStep step in scenario.Steps.Where(step => step.Kind == StepKind.Given))
        {
            Prepare(step);
        }

        await Phone.WarmUpAsync();
    }

    /// <summary>Plays it.</summary>
    public async Task PlayAsync()
    {
        long begin = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        long started = Stopwatch.GetTimestamp();
        await Phone.ConnectAsync();
        foreach (ScenarioStep step in scenario.Steps.Where(step => step.Kind == StepKind.When))
        {
            await WaitAsync(started, _due);
            await PlayAsync(step.Text);
        }

        await WaitAsync(started, _due + Accounts.Tolerance);
        Account = Collect(begin);
    }

    public async ValueTask DisposeAsync()
    {
        if (_phone is not null)
        {
            await _phone.DisposeAsync();
        }

        foreach (KernelNat nat in _nats.Values)
        {
            nat.Dispose();
        }
    }

    private static async Task WaitAsync(long started, TimeSpan time)
    {
        TimeSpan left = time - Stopwatch.GetElapsedTime(started);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left);
        }
    }

    private void Prepare(ScenarioStep step)
    {
        switch (Sentence(step.Text), Names(step.Text))
        {
            case ("a gateway _", [var gateway]):
                _gatewayName = gateway;
                break;
            case ("a NAT _ that is Linux masquerade", [var nat]):
                AddNat(nat, "masquerade");
                break;
            case ("a NAT _ that is symmetric", [var nat]):
                AddNat(nat, "masquerade random");
                break;
            case ("the NATs:", _) when step.Table is { } table:
                AddNats(table);
                break;
            case ("a client _ behind _ with a session on _", [var client, var nat, _]):
                _clientName = client;
                _phone = KernelPhone.Start(client);
                Connect("eth0", nat);
                break;
            case ("_ has an interface _ behind _", [_, var name, var nat]):
                Connect(name, nat);
                break;
            default:
                throw NotPlayed(step.Text);
        }
    }

    private async Task PlayAsync(string text)
    {
        switch (Sentence(text), Names(text))
        {
            case ("# s passes" or "# s pass", _):
                _due += TimeSpan.FromSeconds(Number(text));
                break;
            case ("# ms pass", _):
                _due += TimeSpan.FromMilliseconds(Number(text));
                break;
            case ("_ sends a message", _):
                await Phone.SendAsync(1);
                break;
            case ("_ sends # messages", _):
                await Phone.SendAsync(Number(text));
                break;
            case ("_ ends its session", _):
                await Phone.EndAsync();
                break;
            case ("_ forgets all mappings", [var nat]):
                _nats[nat].Forget();
                break;
            case ("the socket of _ dies", _):
                await Phone.DieAsync();
                break;
            case ("_ reattaches from a new socket", _):
                await Phone.AttachAsync("eth0");
                break;
            case ("_ reattaches over _", [_, var name]):
                await Phone.AttachAsync(name);
                break;
            case ("_ gets another address", _):
                Phone.Addresses["eth0"] = _nats[_natOf["eth0"]].Renumber(Phone.Host, "eth0", Phone.Addresses["eth0"]);
                break;
            case ("_ loses its network", _):
                Phone.Host.Ip("link delete eth0");
                break;
            default:
                throw NotPlayed(text);
        }
    }

    private List<AccountLine> Collect(long begin)
    {
        var reader = new AccountReader();
        List<JsonObject> ofClient = Phone.Events;
        string session = ofClient.First(e => e["event"]!.GetValue<string>() == "SessionEstablished")["session_id"]!.GetValue<string>();
        IEnumerable<JsonObject> ofGateway = internet
            .Events.Lines.Where(line => line.Contains(session, StringComparison.Ordinal))
            .Select(line => JsonNode.Parse(line)!.AsObject());
        return [.. reader.Read(_gatewayName, ofGateway, begin), .. reader.Read(_clientName, ofClient, begin)];
    }

    private void AddNats(StepTable table)
    {
        foreach (StepTableRow row in table.Rows)
        {
            var cells = table.Header.Cells.Zip(row.Cells).ToDictionary(cell => cell.First, cell => cell.Second);
            bool isPlayed = cells is { Count: 3 } && cells.GetValueOrDefault("kind") == "symmetric";
            AddNat(cells["name"], isPlayed ? "masquerade random" : throw NotPlayed(string.Join(" | ", row.Cells)));
            _nats[cells["name"]].LiveFor(TimeSpan.FromSeconds(Number(cells["lifetime"])));
        }
    }

    private void AddNat(string name, string rule)
    {
        _nats.Add(name, internet.AddNat($"192.168.{_nats.Count}"));
        _nats[name].Translate(rule);
    }

    private void Connect(string interfaceName, string nat)
    {
        _natOf.Add(interfaceName, nat);
        Phone.Addresses.Add(interfaceName, _nats[nat].Connect(Phone.Host, interfaceName, metric: 100 + _natOf.Count));
    }

    private static NotSupportedException NotPlayed(string text) => new($"Namespaces do not play: {text}");

    private static string Sentence(string text) => NumberPattern().Replace(NamePattern().Replace(text, "_"), "#");

    private static string[] Names(string text) => [.. NamePattern().Matches(text).Select(match => match.Value.Trim('"'))];

    private static int Number(string text) => int.Parse(NumberPattern().Match(text).Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\b\d+\b")]
    private static partial Regex NumberPattern();
}
