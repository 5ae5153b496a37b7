using System.Globalization;
using System.Text.Json;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Control;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Cli.Sessions;

/// <summary>Asks a running server about its sessions and prints the answer, for people or as JSON.</summary>
/// <param name="Path">The control socket; null for the one there is.</param>
/// <param name="AsJson">Whether the answer is printed as it came.</param>
/// <param name="Limit">How many sessions are listed.</param>
internal sealed record SessionsProgram(string? Path, bool AsJson, int Limit)
{
    /// <summary>Does what the words say: <c>list</c>, <c>show ID</c>, <c>end ID</c>, <c>drain</c>, <c>status</c>.</summary>
    public async Task<Outcome> RunAsync(IReadOnlyList<string> words, Surroundings surroundings)
    {
        Parsed<Dictionary<string, object>> request = RequestOf(words);
        if (!request.IsValid)
        {
            return Outcome.Usage(request.Error);
        }

        Parsed<string> path = FindSocket(surroundings);
        if (!path.IsValid)
        {
            return Outcome.Failure(path.Error);
        }

        Parsed<JsonElement> answer = await ControlClient.AskAsync(path.Value, request.Value, surroundings.Stop);
        if (!answer.IsValid)
        {
            return Outcome.Failure(answer.Error);
        }

        await surroundings.Out.WriteLineAsync(AsJson ? answer.Value.GetRawText() : Tell(words, answer.Value));
        return Outcome.Success;
    }

    private Parsed<Dictionary<string, object>> RequestOf(IReadOnlyList<string> words) =>
        words switch
        {
            [] or ["list"] => new Dictionary<string, object> { ["do"] = "list", ["limit"] = Limit },
            ["show" or "end", var id] => new Dictionary<string, object> { ["do"] = words[0], ["session"] = id },
            ["drain"] or ["status"] => new Dictionary<string, object> { ["do"] = words[0] },
            ["show" or "end", ..] => Parsed<Dictionary<string, object>>.Invalid($"write {words[0]} and one session id, S- and 16 digits."),
            _ => Parsed<Dictionary<string, object>>.Invalid(
                $"there is nothing called '{words[0]}' to do{DidYouMean.Hint(words[0], ["list", "show", "end", "drain", "status"])}"
            ),
        };

    private Parsed<string> FindSocket(Surroundings surroundings)
    {
        if (Path is not null && Path != ControlPath.Auto)
        {
            return Path;
        }

        string folder = ControlPath.Folder(surroundings.Variable);
        IReadOnlyList<string> found = ControlClient.Find(folder);
        return found switch
        {
            [var one] => one,
            [] => Parsed<string>.Invalid(
                $"no server with --control auto runs here: there is no socket in '{folder}'; name one by --control."
            ),
            _ => Parsed<string>.Invalid($"several servers run here; name one by --control: {string.Join(", ", found)}."),
        };
    }

    private static string Tell(IReadOnlyList<string> words, JsonElement answer) =>
        words switch
        {
            ["show", ..] => string.Join('\n', answer.EnumerateObject().Select(member => $"{member.Name, -14} {TextOf(member)}")),
            ["end", var id] => $"{id} is ended; its client is told.",
            ["drain"] => $"The server drains: {answer.GetProperty("count")} sessions go on until they end, or its time is up.",
            ["status"] => $"{answer.GetProperty("count")} sessions, up {Duration(answer, "up_ms")}"
                + (answer.GetProperty("draining").GetBoolean() ? ", draining" : ""),
            _ => Table(answer),
        };

    private static string Table(JsonElement answer)
    {
        JsonElement[] sessions = [.. answer.GetProperty("sessions").EnumerateArray()];
        int count = answer.GetProperty("count").GetInt32();
        bool hasClients = sessions.Any(session => session.TryGetProperty("client", out _));
        var lines = new List<string> { Line("session", "client", "transport", "age", "silent", "expires in", "switches", hasClients) };
        lines.AddRange(
            sessions.Select(session =>
                Line(
                    session.GetProperty("session").GetString()!,
                    session.TryGetProperty("client", out JsonElement client) ? client.GetString()! : "",
                    session.GetProperty("transport").GetString()!,
                    Duration(session, "age_ms"),
                    Duration(session, "silent_ms"),
                    Duration(session, "expires_in_ms"),
                    session.GetProperty("switches").GetRawText(),
                    hasClients
                )
            )
        );
        lines.Add(
            sessions.Length < count
                ? string.Create(CultureInfo.InvariantCulture, $"the oldest {sessions.Length} of {count} sessions; --limit shows more")
                : string.Create(CultureInfo.InvariantCulture, $"{count} sessions")
        );
        return string.Join('\n', lines);
    }

    private static string Line(
        string session,
        string client,
        string transport,
        string age,
        string silent,
        string expires,
        string switches,
        bool hasClients
    ) => $"{session, -20} {(hasClients ? $"{client, -16} " : "")}{transport, -24} {age, 10} {silent, 10} {expires, 10} {switches, 8}";

    private static string TextOf(JsonProperty member) =>
        member.Name.EndsWith("_ms", StringComparison.Ordinal) ? Format(member.Value.GetInt64()) : member.Value.ToString();

    private static string Duration(JsonElement of, string member) => Format(of.GetProperty(member).GetInt64());

    // Of ten seconds nobody needs the milliseconds.
    private static string Format(long milliseconds) =>
        DurationText.Format(TimeSpan.FromMilliseconds(milliseconds < 10_000 ? milliseconds : milliseconds / 1_000 * 1_000));
}
