// A tiny reliable ping: build it with "dotnet build ping.cs" and run it as a child process. What it sends is said in ../c/ping.c.
using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

string server = "";
byte[] name = [];
uint count = 0;
Queue<byte[]> queue = new();
Dictionary<ulong, uint> heard = [];

JsonObject Transmit(long now) =>
    queue.TryPeek(out byte[]? ping)
        ? new() { ["send"] = new JsonArray(Datagram(server, ping)), ["wake"] = now + 200_000_000 }
        : new() { ["wake"] = null };

JsonObject HandleDatagram(long now, string from, byte[] data)
{
    if (data.Length < 13)
    {
        return [];
    }

    if (data[0] == 'P')
    {
        JsonObject answer = new() { ["send"] = new JsonArray(Datagram(from, [(byte)'A', .. data[1..13]])) };
        ulong who = BinaryPrimitives.ReadUInt64BigEndian(data.AsSpan(1));
        uint number = BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(9));
        if (number > heard.GetValueOrDefault(who))
        {
            heard[who] = number;
            answer["say"] = new JsonArray($"got {Encoding.UTF8.GetString(data[13..])}");
        }

        return answer;
    }

    if (data[0] == 'A' && queue.TryPeek(out byte[]? ping) && ping.AsSpan(1, 12).SequenceEqual(data.AsSpan(1, 12)))
    {
        queue.Dequeue();
        JsonObject answer = Transmit(now);
        answer["say"] = new JsonArray($"delivered {Encoding.UTF8.GetString(ping[13..])}");
        return answer;
    }

    return [];
}

JsonObject Command(long now, string line)
{
    if (!line.StartsWith("send ", StringComparison.Ordinal))
    {
        return new() { ["say"] = new JsonArray("cannot do that") };
    }

    byte[] number = new byte[4];
    BinaryPrimitives.WriteUInt32BigEndian(number, ++count);
    queue.Enqueue([(byte)'P', .. name, .. number, .. Encoding.UTF8.GetBytes(line[5..])]);
    return queue.Count == 1 ? Transmit(now) : [];
}

// The glue.
static JsonObject Datagram(string to, byte[] data) => new() { ["to"] = to, ["bytes"] = Convert.ToBase64String(data) };

JsonNode Ask(JsonObject question)
{
    Console.Out.WriteLine(question.ToJsonString());
    return JsonNode.Parse(Console.In.ReadLine()!)!;
}

JsonObject Create(string configuration)
{
    if (configuration != "listen" && !configuration.StartsWith("connect ", StringComparison.Ordinal))
    {
        return new() { ["version"] = 1, ["failed"] = $"\"{configuration}\" is neither \"listen\" nor \"connect ADDRESS\"" };
    }

    server = configuration.Replace("connect ", "", StringComparison.Ordinal);
    name = Convert.FromBase64String((string)Ask(new() { ["random"] = 8 })["random"]!);
    return new() { ["version"] = 1 };
}

while (Console.In.ReadLine() is { } line)
{
    JsonNode call = JsonNode.Parse(line)!;
    JsonObject answer = (string)call["call"]! switch
    {
        "create" => Create((string)call["config"]!),
        "datagram" => HandleDatagram((long)call["now"]!, (string)call["from"]!, Convert.FromBase64String((string)call["bytes"]!)),
        "timer" => Transmit((long)call["now"]!),
        "command" => Command((long)call["now"]!, (string)call["line"]!),
        _ => [],
    };
    Console.Out.WriteLine(answer.ToJsonString());
}
