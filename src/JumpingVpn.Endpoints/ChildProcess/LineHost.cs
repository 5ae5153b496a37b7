using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Endpoints.ChildProcess;

/// <summary>
/// The other end of <see cref="ProcessEndpoint"/>: makes a child process of any endpoint. It reads the calls as lines of JSON, makes them,
/// and answers each with a line. What the endpoint asks for is judged by the host at the other end.
/// </summary>
/// <remarks>An answer has what was asked for in its order, so that a trace is the same with and without a process between: <c>send</c> and
/// <c>say</c> may come several times.</remarks>
internal sealed class LineHost : IEndpointHost, IDisposable
{
    private readonly TextReader _in;
    private readonly TextWriter _out;
    private readonly EndpointBounds _bounds;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json;
    private readonly Lock _call = new();
    private string? _open; // the array that is being written
    private int _sends;
    private int _lines;
    private string? _failure;
    private long _now;

    public LineHost(TextReader input, TextWriter output, EndpointBounds bounds)
    {
        _in = input;
        _out = output;
        _bounds = bounds;
        _json = new Utf8JsonWriter(_line);
    }

    /// <summary>Serves one endpoint after the other until its input ends.</summary>
    /// <param name="load">Loads what it runs, at the first call.</param>
    /// <returns>Whether none of them failed.</returns>
    public bool Serve(Func<IEndpointProgram> load)
    {
        IEndpoint? guest = null;
        bool isGood = true;
        while (_in.ReadLine() is { } line)
        {
            using (_call.EnterScope())
            {
                Begin();
                try
                {
                    using var call = JsonDocument.Parse(line);
                    guest = Make(call.RootElement, guest, load);
                }
                catch (EndpointException failure)
                {
                    Accuse(failure.Message);
                }
                catch (Exception nonsense)
                    when (nonsense
                            is JsonException
                                or KeyNotFoundException
                                or InvalidOperationException
                                or FormatException
                                or ArgumentException
                    )
                {
                    Accuse($"was asked \"{GuestText.InOneLine(line)}\", which is not a call of the contract: {nonsense.Message}");
                }
            }

            isGood &= _failure is null;
            Answer();
        }

        return End(guest) && isGood;
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <summary>The end of the input is the end of an endpoint that was not told of it.</summary>
    private bool End(IEndpoint? guest)
    {
        using IEndpoint? ending = guest;
        try
        {
            using (_call.EnterScope())
            {
                _failure = null;
                ending?.Destroy(_now);
            }
        }
        catch (EndpointException failure)
        {
            Accuse(failure.Message);
        }

        return _failure is null;
    }

    SendResult IEndpointHost.Send(in TransportAddress to, int from, ReadOnlySpan<byte> datagram)
    {
        // One more than it may: the host counts, and says so.
        if (!IsInCall("sends") || _sends > _bounds.SendsInACall || IsFull())
        {
            return SendResult.Closed;
        }

        _sends++;
        Open("send");
        _json.WriteStartObject();
        _json.WriteString("to", to.ToString());
        _json.WriteNumber("from", from);
        _json.WriteBase64String("bytes", datagram);
        _json.WriteEndObject();
        return SendResult.Sent;
    }

    void IEndpointHost.Wake(long at)
    {
        if (!IsInCall("asks to be woken"))
        {
            return;
        }

        Open(null);
        if (at == EndpointContract.Never)
        {
            _json.WriteNull("wake");
        }
        else
        {
            _json.WriteNumber("wake", at);
        }
    }

    void IEndpointHost.Say(ReadOnlySpan<byte> utf8)
    {
        if (IsInCall("speaks") && _lines <= _bounds.LinesInACall && !IsFull())
        {
            _lines++;
            Open("say");
            _json.WriteStringValue(Encoding.UTF8.GetString(utf8));
        }
    }

    void IEndpointHost.FillRandom(Span<byte> bytes)
    {
        bytes.Clear();
        if (!IsInCall("asks for random bytes"))
        {
            return;
        }

        if (bytes.Length > _bounds.RandomBytesAtOnce)
        {
            Accuse(Breaches.TooManyRandomBytes(bytes.Length, _bounds));
            return;
        }

        _out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"random\":{bytes.Length}}}"));
        _out.Flush();
        using var reply = JsonDocument.Parse(_in.ReadLine() ?? "{}");
        if (reply.RootElement.TryGetProperty("random", out JsonElement random))
        {
            random.GetBytesFromBase64().CopyTo(bytes);
        }
    }

    /// <inheritdoc/>
    public void Accuse(string sentence) => _failure ??= sentence;

    private IEndpoint? Make(JsonElement call, IEndpoint? guest, Func<IEndpointProgram> load)
    {
        string name = call.GetProperty("call").GetString()!;
        if (name == "create")
        {
            _failure = null; // of the one before, after its end
            if (call.GetProperty("version").GetInt64() is not EndpointContract.Version and var version)
            {
                throw new EndpointException($"was asked for version {version} of the contract, and speaks {EndpointContract.Version}");
            }

            string text = call.GetProperty("seed").GetString()!;
            ulong seed = ulong.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong number)
                ? number
                : throw new FormatException($"\"{text}\" is not a 64-bit seed in hexadecimal digits.");
            return load()
                .Create(new EndpointSetup(call.GetProperty("name").GetString()!, seed, call.GetProperty("config").GetString()!), this);
        }

        if (name == "load")
        {
            load();
            return guest;
        }

        IEndpoint at = guest ?? throw new EndpointException($"was asked for \"{name}\" before it was created");
        long now = _now = call.GetProperty("now").GetInt64();
        switch (name)
        {
            case "start":
                at.Start(now, [.. call.GetProperty("own").EnumerateArray().Select(AddressOf)]);
                break;
            case "datagram":
                at.Datagram(
                    now,
                    AddressOf(call.GetProperty("from")),
                    AddressOf(call.GetProperty("to")),
                    call.GetProperty("bytes").GetBytesFromBase64()
                );
                break;
            case "timer":
                at.Timer(now);
                break;
            case "destroy":
                at.Destroy(now);
                at.Dispose();
                return null;
            case "command":
                at.Command(now, call.GetProperty("line").GetString()!);
                break;
            default:
                throw new FormatException($"\"{name}\" is not known (known: create, start, datagram, timer, command, destroy, load)");
        }

        return guest;
    }

    private static TransportAddress AddressOf(JsonElement text) =>
        TransportAddress.TryParse(text.GetString(), out TransportAddress address)
            ? address
            : throw new EndpointException($"was given \"{text}\", which is not an address");

    private void Begin()
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("version", EndpointContract.Version);
        _open = null;
        _sends = 0;
        _lines = 0;
    }

    private void Answer()
    {
        Open(null);
        if (_failure is { } failure)
        {
            _json.WriteString("failed", failure);
        }

        _json.WriteEndObject();
        _json.Flush();
        _out.WriteLine(Encoding.UTF8.GetString(_line.WrittenSpan));
        _out.Flush();
    }

    private void Open(string? array)
    {
        if (_open == array)
        {
            return;
        }

        if (_open is not null)
        {
            _json.WriteEndArray();
        }

        if (array is not null)
        {
            _json.WriteStartArray(array);
        }

        _open = array;
    }

    /// <summary>Whether there is no room for one more datagram or line of the longest kind, which JSON makes six times as long.</summary>
    private bool IsFull()
    {
        const int room = 8 * EndpointContract.LongestText;
        bool isFull = _line.WrittenCount + _json.BytesPending > EndpointContract.LongestAnswer - room;
        if (isFull)
        {
            Accuse($"sends and says more in one call than {EndpointContract.LongestAnswer >> 20} MiB of JSON hold");
        }

        return isFull;
    }

    private bool IsInCall(string what)
    {
        // A guest may have threads of its own: the lock is held during a call, by the thread that makes it.
        bool isInCall = _call.IsHeldByCurrentThread;
        if (!isInCall)
        {
            Accuse($"{what} outside of a call");
        }

        return isInCall;
    }
}
