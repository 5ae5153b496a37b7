using System.Globalization;
using System.Text.Json.Nodes;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Steps.Tables;

namespace JumpingVpn.Cli.NatBox;

/// <summary>All that can be asked of a box.</summary>
internal static class ControlOperations
{
    /// <summary>Lists them.</summary>
    /// <param name="box">The box.</param>
    /// <param name="events">Its latest events.</param>
    /// <param name="stop">Ends the program.</param>
    public static IReadOnlyList<ControlOperation> Of(Box box, BoxEvents events, Action stop)
    {
        JsonObject link = Strings(SettingText.OfLinks.Keys.Append("kind"));
        return
        [
            new("GET", "/state", "Everything except the flows, in one answer.", null, _ => State(box)),
            new("GET", "/flows", "The flows, the most recently active first.", null, _ => Flows(box)),
            new("GET", "/mappings", "The mappings, oldest first.", null, _ => Mappings(box)),
            new(
                "GET",
                "/events",
                "The latest events in words, oldest first.",
                null,
                _ => Array(events.Latest.Select(line => JsonValue.Create(line)))
            ),
            new("GET", "/nat", "How the NAT behaves.", null, _ => Object(NatText.Settings(box.Network.Nat))),
            new(
                "PATCH",
                "/nat",
                "Changes settings of the NAT, which forgets its mappings.",
                Strings(SettingText.OfNats.Keys.Append("preset")),
                body => ChangeNat(box, body)
            ),
            new("GET", "/link/up", "What the link does on the way to the servers.", null, _ => Object(LinkText.Settings(box.Network.Up))),
            new("GET", "/link/down", "What the link does on the way back.", null, _ => Object(LinkText.Settings(box.Network.Down))),
            new("PATCH", "/link", "Changes settings of the link, both ways.", link, body => ChangeLink(box, body, up: true, down: true)),
            new(
                "PATCH",
                "/link/up",
                "Changes settings of the way to the servers.",
                link,
                body => ChangeLink(box, body, up: true, down: false)
            ),
            new("PATCH", "/link/down", "Changes settings of the way back.", link, body => ChangeLink(box, body, up: false, down: true)),
            new(
                "POST",
                "/schedule",
                "Lets the link vary from now on: the text of a schedule file.",
                ControlDocument.Schema(("schedule", "string")),
                body => Follow(box, body)
            ),
            new(
                "POST",
                "/rebind",
                "Gives every mapping another external endpoint: port, address or both.",
                ControlDocument.Schema(("kind", "string")),
                body => Count("rebound", box.Rebind(Kind(body)))
            ),
            new("POST", "/flush", "Forgets every mapping.", null, _ => Count("forgotten", box.Flush())),
            new(
                "POST",
                "/stuck",
                "Makes every mapping stuck: it lets datagrams out, but none in.",
                null,
                _ => Count("stuck", box.MakeStuck())
            ),
            new(
                "POST",
                "/partition",
                "Cuts the link, or restores it.",
                ControlDocument.Schema(("on", "boolean")),
                body => Partition(box, body)
            ),
            new("POST", "/stop", "Ends the program.", null, _ => Stop(stop)),
        ];
    }

    private static JsonObject State(Box box)
    {
        BoxTotals totals = box.Totals();
        return new JsonObject
        {
            ["uptime_s"] = Math.Round(totals.Uptime.TotalSeconds, 3),
            ["routes"] = Array(box.Routes.Select(route => new JsonObject { ["listen"] = $"{route.Listen}", ["to"] = $"{route.To}" })),
            ["external"] = Array(box.External.Select(address => JsonValue.Create(address))),
            ["partitioned"] = box.IsPartitioned,
            ["nat"] = Object(NatText.Settings(box.Network.Nat)),
            ["up"] = Object(LinkText.Settings(box.Network.Up)),
            ["down"] = Object(LinkText.Settings(box.Network.Down)),
            ["flows"] = totals.Flows,
            ["mappings"] = totals.Mappings,
            ["begun"] = totals.Begun,
            ["moved"] = totals.Moved,
            ["evicted"] = totals.Evicted,
            ["entered"] = totals.Entered,
            ["duplicated"] = totals.Duplicated,
            ["in_flight"] = totals.InFlight,
            ["up_datagrams"] = totals.Up.Datagrams,
            ["up_bytes"] = totals.Up.Bytes,
            ["down_datagrams"] = totals.Down.Datagrams,
            ["down_bytes"] = totals.Down.Bytes,
            ["dropped"] = totals.Dropped,
            ["drops"] = Object(totals.Drops.ToDictionary(each => each.Key.ToString(), each => each.Value)),
        };
    }

    private static JsonArray Flows(Box box) =>
        Array(
            box.Flows()
                .Select(flow => new JsonObject
                {
                    ["inside"] = $"{flow.Inside}",
                    ["external"] = $"{flow.External}",
                    ["remote"] = $"{flow.Remote}",
                    ["age_s"] = Math.Round(flow.Age.TotalSeconds, 3),
                    ["mapped_s"] = Math.Round(flow.MappedFor.TotalSeconds, 3),
                    ["idle_s"] = Math.Round(flow.Idle.TotalSeconds, 3),
                    ["up_datagrams"] = flow.Up.Datagrams,
                    ["up_bytes"] = flow.Up.Bytes,
                    ["down_datagrams"] = flow.Down.Datagrams,
                    ["down_bytes"] = flow.Down.Bytes,
                })
        );

    private static JsonArray Mappings(Box box) =>
        Array(
            box.Mappings()
                .Select(each => new JsonObject
                {
                    ["inside"] = $"{each.Mapping.Inside}",
                    ["external"] = $"{each.Mapping.External}",
                    ["remote"] = each.Mapping.Remote is { } remote ? $"{remote}" : null,
                    ["left_s"] = Math.Round(each.Left.TotalSeconds, 3),
                    ["replied"] = each.Mapping.IsReplied,
                    ["stuck"] = each.Mapping.IsStuck,
                    ["admits"] = Array(each.Mapping.Contacts.Select(contact => JsonValue.Create($"{contact}"))),
                })
        );

    private static JsonObject ChangeNat(Box box, JsonObject body)
    {
        int forgotten = box.ChangeNat(nat =>
        {
            NatRebindingRules? rules = nat.Rebinding;
            nat = body.ContainsKey("preset") ? NatSettings.Kind(Text(body, "preset")) with { Rebinding = rules } : nat;
            return Changed(nat, body, SettingText.OfNats.Keys, SettingText.Apply);
        });
        return Count("forgotten", forgotten);
    }

    private static JsonObject ChangeLink(Box box, JsonObject body, bool up, bool down)
    {
        LinkPreset? kind = body.ContainsKey("kind") ? LinkSettings.Kind(Text(body, "kind")) : null;
        LinkOptions Change(LinkOptions link) => Changed(link, body, SettingText.OfLinks.Keys, SettingText.Apply);
        box.ChangeLink(network =>
            network with
            {
                Up = up ? Change(kind?.Up ?? network.Up) : network.Up,
                Down = down ? Change(kind?.Down ?? network.Down) : network.Down,
                UpSchedule = up && kind is not null ? kind.Schedule : network.UpSchedule,
                DownSchedule = down && kind is not null ? kind.Schedule : network.DownSchedule,
            }
        );
        return new JsonObject
        {
            ["up"] = Object(LinkText.Settings(box.Network.Up)),
            ["down"] = Object(LinkText.Settings(box.Network.Down)),
        };
    }

    /// <summary>Applies the members of a body in the order of the settings.</summary>
    private static T Changed<T>(T all, JsonObject body, IEnumerable<string> names, Func<T, string, string, T> apply)
    {
        foreach (string name in names.Where(body.ContainsKey))
        {
            string text = Text(body, name);
            try
            {
                all = apply(all, name, text);
            }
            catch (FormatException refusal)
            {
                throw new FormatException($"{name}: {refusal.Message}");
            }
        }

        return all;
    }

    private static JsonObject Follow(Box box, JsonObject body)
    {
        string text = Text(body, "schedule");
        box.ChangeLink(network =>
        {
            Parsed<BoxNetwork> read = ScheduleFile.Parse(text, "schedule", network);
            return read.IsValid ? read.Value : throw new FormatException(read.Error);
        });
        return new JsonObject { ["follows"] = true };
    }

    private static NatRebindingKind Kind(JsonObject body) =>
        !body.ContainsKey("kind")
            ? NatRebindingKind.Port
            : Text(body, "kind") switch
            {
                "port" => NatRebindingKind.Port,
                "address" => NatRebindingKind.Address,
                "both" => NatRebindingKind.PortAndAddress,
                string other => throw new FormatException($"'{other}' is not a kind of rebinding: write port, address or both"),
            };

    private static JsonObject Partition(Box box, JsonObject body)
    {
        bool on =
            body.TryGetPropertyValue("on", out JsonNode? node) && node is JsonValue value && value.TryGetValue(out bool said)
                ? said
                : throw new FormatException("say on: true or false");
        box.Partition(on);
        return new JsonObject { ["partitioned"] = on };
    }

    private static JsonObject Stop(Action stop)
    {
        stop();
        return new JsonObject { ["ends"] = true };
    }

    private static JsonObject Strings(IEnumerable<string> names) => ControlDocument.Schema([.. names.Select(name => (name, "string"))]);

    private static string Text(JsonObject body, string name) =>
        body[name] switch
        {
            JsonValue value when value.TryGetValue(out string? text) => text,
            JsonValue value when value.TryGetValue(out double number) => number.ToString(CultureInfo.InvariantCulture),
            _ => throw new FormatException($"'{name}' must be text, for example \"20 ms\""),
        };

    private static JsonObject Count(string name, int count) => new() { [name] = count };

    private static JsonArray Array(IEnumerable<JsonNode?> nodes) => [.. nodes];

    private static JsonObject Object<T>(IEnumerable<KeyValuePair<string, T>> members) =>
        [.. members.Select(member => KeyValuePair.Create<string, JsonNode?>(member.Key, JsonValue.Create(member.Value)))];
}
