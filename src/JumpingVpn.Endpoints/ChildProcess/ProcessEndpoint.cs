using System.Buffers;
using System.Globalization;
using System.Text.Json;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Endpoints.ChildProcess;

/// <summary>An endpoint in its own process, by lines of JSON: one answer to each call. The world stands still meanwhile.</summary>
internal sealed class ProcessEndpoint : IEndpoint
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    private readonly GuestProcess _process;
    private readonly IEndpointHost _host;
    private readonly ArrayBufferWriter<byte> _line = new(1_024);
    private readonly Utf8JsonWriter _json;
    private readonly AnswerReader _answer;
    private readonly ProcessPool? _pool;
    private bool _hasEndedWell;

    /// <summary>Creates the endpoint in its process, which is owned from now on.</summary>
    /// <param name="process">The process.</param>
    /// <param name="setup">Who the endpoint is.</param>
    /// <param name="host">What it asks.</param>
    /// <param name="bounds">How much it may do in a call.</param>
    /// <param name="pool">Where a process of <see cref="LineHost"/> goes when the endpoint has ended; null for any other program.</param>
    /// <exception cref="EndpointException">It refused, or failed; the process is the caller's again.</exception>
    public ProcessEndpoint(GuestProcess process, EndpointSetup setup, IEndpointHost host, EndpointBounds bounds, ProcessPool? pool)
    {
        _process = process;
        _host = host;
        _pool = pool;
        _json = new Utf8JsonWriter(_line);
        _answer = new AnswerReader(host, isLineHost: pool is not null, bounds.LinesInACall + bounds.SendsInACall);
        Begin("create");
        _json.WriteNumber("version", EndpointContract.Version);
        _json.WriteString("name", setup.Name);
        _json.WriteString("seed", setup.Seed.ToString("x16", CultureInfo.InvariantCulture));
        _json.WriteString("config", setup.Configuration);
        Exchange();
        if (_answer.Version != EndpointContract.Version)
        {
            throw new EndpointException(
                _answer.Version is { } other
                    ? $"speaks version {other} of the contract; this host speaks {EndpointContract.Version}"
                    : "answered \"create\" without {\"version\": 1}"
            );
        }
    }

    /// <inheritdoc/>
    public void Start(long now, ReadOnlySpan<TransportAddress> own)
    {
        Begin("start", now);
        _json.WriteStartArray("own");
        foreach (TransportAddress address in own)
        {
            _json.WriteStringValue(address.ToString());
        }

        _json.WriteEndArray();
        Exchange();
    }

    /// <inheritdoc/>
    public void Datagram(long now, in TransportAddress from, in TransportAddress to, ReadOnlySpan<byte> datagram)
    {
        Begin("datagram", now);
        _json.WriteString("from", from.ToString());
        _json.WriteString("to", to.ToString());
        _json.WriteBase64String("bytes", datagram);
        Exchange();
    }

    /// <inheritdoc/>
    public void Timer(long now)
    {
        Begin("timer", now);
        Exchange();
    }

    /// <inheritdoc/>
    public void Command(long now, string line)
    {
        Begin("command", now);
        _json.WriteString("line", line);
        Exchange();
    }

    /// <inheritdoc/>
    /// <remarks>The end of its standard input is the end of a program. A library is asked.</remarks>
    public void Destroy(long now)
    {
        if (_pool is null)
        {
            _process.Finish();
            return;
        }

        Begin("destroy", now);
        Exchange();
        _hasEndedWell = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _json.Dispose();
        if (_hasEndedWell)
        {
            _pool!.GiveBack(_process);
        }
        else
        {
            _process.Dispose();
        }
    }

    private void Begin(string call, long? now = null)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("call", call);
        if (now is { } time)
        {
            _json.WriteNumber("now", time);
        }
    }

    private void Exchange()
    {
        _process.BeginCall();
        Send();
        while (_answer.Read(_process.Read()) is { } count)
        {
            byte[] random = new byte[count];
            _host.FillRandom(random);
            _line.ResetWrittenCount();
            _json.Reset();
            _json.WriteStartObject();
            _json.WriteBase64String("random", random);
            Send();
        }

        _process.EndCall();
        if (_process.HasMore)
        {
            throw new EndpointException(AnswerReader.AnsweredTwice);
        }
    }

    private void Send()
    {
        _json.WriteEndObject();
        _json.Flush();
        _line.Write(NewLine);
        _process.Write(_line.WrittenSpan);
    }
}
