using System.Text.Json.Nodes;

namespace JumpingVpn.Cli.Tests.Reality;

/// <summary>Makes accounts comparable. One reader for each account: it numbers addresses.</summary>
internal sealed class AccountReader
{
    private static readonly string[] Addresses = ["transport", "local", "from_addr", "from_transport", "to_transport", "expected", "got"];
    private static readonly string[] OfOneRun = ["ts_ms", "session_id"];

    private readonly Dictionary<(string Actor, string Address), int> _numbers = [];

    /// <summary>The simulator's account: the events of a trace, up to where the runner heals the network.</summary>
    public List<AccountLine> ReadTrace(IEnumerable<string> lines)
    {
        List<AccountLine> account = [];
        foreach (JsonObject record in lines.Select(line => JsonNode.Parse(line)!.AsObject()))
        {
            string what = record["what"]!.GetValue<string>();
            if (what == "healed")
            {
                break;
            }

            if (what == "event")
            {
                string actor = record["node"]!.GetValue<string>();
                var at = TimeSpan.FromTicks(record["t"]!.GetValue<long>());
                account.Add(LineOf(actor, at, record["data"]!.AsObject()));
            }
        }

        return account;
    }

    /// <summary>What a process printed.</summary>
    /// <param name="actor">Who it is in the story.</param>
    /// <param name="events">Its events.</param>
    /// <param name="begin">When the story began, in milliseconds of the system's clock.</param>
    public IEnumerable<AccountLine> Read(string actor, IEnumerable<JsonObject> events, long begin) =>
        events.Select(e => LineOf(actor, TimeSpan.FromMilliseconds(e["ts_ms"]!.GetValue<long>() - begin), e));

    private AccountLine LineOf(string actor, TimeSpan at, JsonObject e) =>
        new(
            actor,
            at,
            Write(actor, e),
            [.. e.Where(member => IsSpan(member.Key)).Select(member => TimeSpan.FromMilliseconds(member.Value!.GetValue<long>()))]
        );

    private static bool IsSpan(string name) => name != "ts_ms" && name.EndsWith("_ms", StringComparison.Ordinal);

    private string Write(string actor, JsonObject e) =>
        string.Join(
            ' ',
            e.Where(member => !OfOneRun.Contains(member.Key) && !IsSpan(member.Key))
                .Select(member => $"{member.Key}={Value(actor, member.Key, member.Value)}")
        );

    private string Value(string actor, string name, JsonNode? value) =>
        value switch
        {
            JsonObject inner => $"({Write(actor, inner)})",
            _ when Addresses.Contains(name) => Number(actor, value!.ToString()),
            _ => value?.ToString() ?? "null",
        };

    private string Number(string actor, string address)
    {
        if (!_numbers.TryGetValue((actor, address), out int number))
        {
            number = _numbers.Keys.Count(known => known.Actor == actor) + 1;
            _numbers.Add((actor, address), number);
        }

        return $"address {number}";
    }
}
