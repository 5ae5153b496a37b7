using System.Text;
using System.Text.Json;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Endpoints.ChildProcess;

/// <summary>Reads what a child process answers. When the whole answer makes sense, does what it says, in its order.</summary>
/// <remarks>
/// An answer is one object. <c>send</c>: an array of <c>{"to", "bytes", "from"}</c>, the address as text, the bytes in base64, the index
/// of its own address (0 if left out). <c>wake</c>: nanoseconds, or null for never. <c>say</c>: an array of texts or JSON values.
/// <c>version</c>: to "create". <c>random</c>, alone: it wants this many bytes before it answers. <c>failed</c>: a text; it gives up.
/// </remarks>
/// <param name="host">What the guest asks.</param>
/// <param name="isLineHost">Whether <see cref="LineHost"/> answers: what has failed there is the rest of our own sentence.</param>
/// <param name="most">How many datagrams and lines are worth keeping: with more the guest has broken the contract anyway.</param>
internal sealed class AnswerReader(IEndpointHost host, bool isLineHost, int most = int.MaxValue)
{
    private const int LongestQuote = 200;
    private const string Hint =
        "its standard output is for answers, one line of JSON to each call; what else it prints goes to its standard error";

    private readonly List<AnswerAct> _acts = [];

    /// <summary>What a guest does that writes more lines than it is asked for, as the rest of a sentence.</summary>
    public const string AnsweredTwice = $"answered more than once ({Hint})";

    /// <summary>The version that the last answer named.</summary>
    public long? Version { get; private set; }

    /// <summary>Reads an answer.</summary>
    /// <returns>How many random bytes are wanted before it; null if it was the answer.</returns>
    /// <exception cref="EndpointException">It is none.</exception>
    public int? Read(ReadOnlySpan<byte> line)
    {
        Version = null;
        _acts.Clear();
        int? random;
        try
        {
            Utf8JsonReader json = new(line);
            random = Read(ref json);
        }
        catch (Exception nonsense) when (nonsense is JsonException or InvalidOperationException or FormatException)
        {
            string why = nonsense is JsonException && !line.StartsWith("{"u8) ? Hint : nonsense.Message.TrimEnd('.');
            throw new EndpointException($"answered \"{Quote(line)}\", which is not an answer: {why}", nonsense);
        }

        foreach (AnswerAct act in _acts)
        {
            act.Do(host);
        }

        return random;
    }

    private int? Read(ref Utf8JsonReader json)
    {
        int? random = null;
        json.Read();
        Require(json.TokenType, JsonTokenType.StartObject, "an answer");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string member = json.GetString()!;
            json.Read();
            switch (member)
            {
                case "send":
                    ReadSends(ref json);
                    break;
                case "wake":
                    _acts.Add(AnswerAct.Wake(json.TokenType == JsonTokenType.Null ? EndpointContract.Never : ReadNumber(ref json, "wake")));
                    break;
                case "say":
                    ReadLines(ref json);
                    break;
                case "version":
                    Version = ReadNumber(ref json, "version");
                    break;
                case "random":
                    random = ReadNumber(ref json, "random") is >= 0 and <= 1_048_576 and var count
                        ? (int)count
                        : throw new EndpointException("asks for fewer than 0 or more than 1,048,576 random bytes at once");
                    break;
                case "failed":
                    Require(json.TokenType, JsonTokenType.String, "failed");
                    _acts.Add(AnswerAct.Fail(isLineHost ? json.GetString()! : $"gave up: {json.GetString()}"));
                    break;
                default:
                    throw new FormatException($"\"{member}\" is not known (known: send, wake, say, version, random, failed).");
            }
        }

        Require(json.TokenType, JsonTokenType.EndObject, "an answer's end");
        if (random is not null && (_acts.Count > 0 || Version is not null))
        {
            throw new FormatException("\"random\" stands alone; what the answer has to say follows when the bytes are there.");
        }

        return json.Read() ? throw new FormatException("Something follows the object.") : random;
    }

    private static long ReadNumber(ref Utf8JsonReader json, string member) =>
        json.TokenType == JsonTokenType.Number && json.TryGetInt64(out long number)
            ? number
            : throw new FormatException(
                $"\"{member}\" is {(json.TokenType == JsonTokenType.String ? $"\"{Quote(json.ValueSpan)}\"" : Quote(json.ValueSpan))}, "
                    + "which is not a 64-bit whole number."
            );

    private static string Quote(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, LongestQuote)]);

    private void ReadSends(ref Utf8JsonReader json)
    {
        Require(json.TokenType, JsonTokenType.StartArray, "send");
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            Require(json.TokenType, JsonTokenType.StartObject, "a datagram of send");
            TransportAddress? to = null;
            byte[]? bytes = null;
            int from = 0;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                string member = json.GetString()!;
                json.Read();
                switch (member)
                {
                    case "to":
                        to = TransportAddress.TryParse(json.GetString(), out TransportAddress address)
                            ? address
                            : throw new FormatException($"\"{json.GetString()}\" is not an address and port.");
                        break;
                    case "bytes":
                        bytes = json.TryGetBytesFromBase64(out byte[]? decoded)
                            ? decoded
                            : throw new FormatException("\"bytes\" of send is not base64.");
                        break;
                    case "from":
                        from = (int)Math.Clamp(ReadNumber(ref json, "from"), int.MinValue, int.MaxValue);
                        break;
                    default:
                        throw new FormatException($"\"{member}\" of send is not known (known: to, bytes, from).");
                }
            }

            _acts.Add(
                AnswerAct.Send(
                    to ?? throw new FormatException("A datagram of send lacks \"to\"."),
                    from,
                    bytes ?? throw new FormatException("A datagram of send lacks \"bytes\".")
                )
            );
        }
    }

    private void ReadLines(ref Utf8JsonReader json)
    {
        Require(json.TokenType, JsonTokenType.StartArray, "say");
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (_acts.Count > most)
            {
                json.Skip();
            }
            else if (json.TokenType == JsonTokenType.String)
            {
                _acts.Add(AnswerAct.Say(json.GetString()!));
            }
            else
            {
                using var value = JsonDocument.ParseValue(ref json);
                _acts.Add(AnswerAct.Say(value.RootElement.GetRawText()));
            }
        }
    }

    private static void Require(JsonTokenType found, JsonTokenType wanted, string what)
    {
        if (found != wanted)
        {
            throw new FormatException($"{what} is {NameOf(wanted)}, and this is {NameOf(found)}.");
        }
    }

    private static string NameOf(JsonTokenType token) =>
        token switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.EndObject or JsonTokenType.EndArray => "an end",
            JsonTokenType.String => "a text",
            JsonTokenType.Number => "a number",
            JsonTokenType.Null => "null",
            JsonTokenType.True or JsonTokenType.False => "true or false",
            _ => "something else",
        };
}
