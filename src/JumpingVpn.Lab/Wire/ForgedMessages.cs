using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JumpingVpn.Lab.Wire;

/// <summary>Messages as an attacker writes them: by the page, with none of the protocol's own code.</summary>
internal static class ForgedMessages
{
    /// <summary>A well-formed REATTACH_REQUEST, proven with whatever secret the forger has.</summary>
    public static byte[] ReattachRequest(string sessionId, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> secret)
    {
        string nonceText = Convert.ToHexStringLower(nonce);
        string proof = Proof(sessionId, nonceText, secret);
        return Encoding.UTF8.GetBytes(
            $$"""{"type":"REATTACH_REQUEST","session_id":"{{sessionId}}","nonce":"{{nonceText}}","proof":"{{proof}}"}"""
        );
    }

    /// <summary>A well-formed message of a type that belongs to a session, as written by somebody who knows only the session's
    /// id.</summary>
    public static byte[] InSession(string type, string sessionId)
    {
        string members = type switch
        {
            "DATA" => "\"seq\":50,\"payload\":\"forged\"",
            "DATA_ACK" or "KEEPALIVE" or "KEEPALIVE_ACK" => "\"seq\":2",
            "TERMINATE" => "\"reason\":\"session_terminated\"",
            "REATTACH_ACK" => "\"state_version\":2",
            "ERROR" => "\"code\":\"WRONG_TRANSPORT\"",
            _ => throw new SceneException($"{type} cannot be forged by somebody who knows only a session's id."),
        };
        return Encoding.UTF8.GetBytes($$"""{"type":"{{type}}","session_id":"{{sessionId}}",{{members}}}""");
    }

    /// <summary>A well-formed message of a session that does not exist, or a handshake, drawn from 48 random bytes.</summary>
    public static byte[] OfNoSession(string type, ReadOnlySpan<byte> drawn)
    {
        string session = $"\"session_id\":\"S-{Convert.ToHexStringLower(drawn[..8])}\"";
        string nonce = $"\"nonce\":\"{Convert.ToHexStringLower(drawn[8..16])}\"";
        string members = type switch
        {
            "HANDSHAKE_INIT" => nonce,
            "DATA" => $"{session},\"seq\":1,\"payload\":\"flood\"",
            "KEEPALIVE" => $"{session},\"seq\":1",
            "TERMINATE" => session,
            "REATTACH_REQUEST" => $"{session},{nonce},\"proof\":\"{Convert.ToHexStringLower(drawn[16..48])}\"",
            _ => throw new SceneException(
                $"{type} cannot be used for a flood: take REATTACH_REQUEST, DATA, KEEPALIVE, TERMINATE or HANDSHAKE_INIT."
            ),
        };
        return Encoding.UTF8.GetBytes($$"""{"type":"{{type}}",{{members}}}""");
    }

    /// <summary>The same message with another value of one member: the next number, or a text with another last character.</summary>
    public static byte[] WithAnother(string member, ReadOnlySpan<byte> message)
    {
        JsonNode parsed = JsonNode.Parse(Encoding.UTF8.GetString(message))!;
        parsed[member] = parsed[member]?.GetValueKind() switch
        {
            JsonValueKind.Number => parsed[member]!.GetValue<long>() + 1,
            JsonValueKind.String when parsed[member]!.GetValue<string>() is { Length: > 0 } text => text[..^1]
                + (text[^1] == '0' ? '1' : '0'),
            _ => throw new SceneException($"The message has no member \"{member}\" with a number or a text: {parsed.ToJsonString()}."),
        };
        return Encoding.UTF8.GetBytes(parsed.ToJsonString());
    }

    /// <summary>A message as it stands, except for a session that is called by the name of its client.</summary>
    /// <param name="text">A JSON object.</param>
    /// <param name="sessionOf">The id for a name; null for one that is not a client's.</param>
    /// <exception cref="SceneException">The text is not a JSON object.</exception>
    public static byte[] WithSessionOf(string text, Func<string, string?> sessionOf)
    {
        JsonObject message =
            ObjectOf(text) ?? throw new SceneException($"A message is a JSON object, such as {{\"type\":\"ERROR\"}}, and not {text}.");

        if (message["session_id"] is JsonValue value && value.TryGetValue(out string? name) && sessionOf(name) is { } id)
        {
            message["session_id"] = id;
        }

        return Encoding.UTF8.GetBytes(message.ToJsonString());
    }

    /// <summary>A well-formed TERMINATE; it carries no proof.</summary>
    public static byte[] Terminate(string sessionId) =>
        Encoding.UTF8.GetBytes($$"""{"type":"TERMINATE","session_id":"{{sessionId}}","reason":"session_terminated"}""");

    /// <summary>The proof by the page: HMAC-SHA256 over the id, a bar and the nonce, in lower-case hex.</summary>
    public static string Proof(string sessionId, string nonce, ReadOnlySpan<byte> secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{sessionId}|{nonce}")));

    /// <summary>The same message with a given value of a member that it has.</summary>
    /// <exception cref="SceneException">It has no such member, or the member is a number and the value is none.</exception>
    public static byte[] WithMember(ReadOnlySpan<byte> message, string member, string value)
    {
        JsonObject changed = JsonNode.Parse(message)!.AsObject();
        if (changed[member] is not { } former)
        {
            throw new SceneException($"The message has no member \"{member}\" that could be changed: {changed.ToJsonString()}.");
        }

        bool isNumber = former.GetValueKind() == JsonValueKind.Number;
        decimal number = 0;
        if (isNumber && !decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out number))
        {
            throw new SceneException($"\"{member}\" is a number, but \"{value}\" is not: {changed.ToJsonString()}.");
        }

        changed[member] = isNumber ? JsonValue.Create(number) : JsonValue.Create(value);
        return Encoding.UTF8.GetBytes(changed.ToJsonString());
    }

    /// <summary>What an eavesdropper answers in the place of who was asked: his own text, with the nonce that the request bears, and with
    /// its session id where the text has none.</summary>
    /// <exception cref="SceneException">The request has no nonce, or the text is not a JSON object.</exception>
    public static byte[] InAnswerTo(ReadOnlySpan<byte> request, string text)
    {
        string nonce =
            MessageText.Member(request, "nonce")
            ?? throw new SceneException($"There is no nonce to answer to: {Encoding.UTF8.GetString(request)}.");
        JsonObject answer =
            ObjectOf(text)
            ?? throw new SceneException($"An answer is a JSON object, such as {{\"type\":\"HANDSHAKE_ACK\"}}, and not {text}.");

        answer["nonce"] = nonce;
        if (!answer.ContainsKey("session_id") && MessageText.Member(request, "session_id") is { } session)
        {
            answer["session_id"] = session;
        }

        return Encoding.UTF8.GetBytes(answer.ToJsonString());
    }

    /// <summary>The same message with every occurrence of one session id replaced by another of equal length.</summary>
    public static byte[] WithSession(ReadOnlySpan<byte> message, string oldId, string newId) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(message).Replace(oldId, newId, StringComparison.Ordinal));

    private static JsonObject? ObjectOf(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
