using System.CommandLine;
using System.Net;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Control;
using JumpingVpn.Cli.Gateway;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>The options by which a server is operated: metrics, control socket, drain, and a key for each client.</summary>
internal sealed class GatewayArguments
{
    private const string KeysOption = "--psk-clients";

    private static readonly TimeSpan LongestDrain = TimeSpan.FromHours(1);

    private readonly Option<IPEndPoint> _metrics = ValueOption.Of("--metrics", "HOST:PORT", ParseMetrics);
    private readonly Option<Uri> _collector = ValueOption.Of("--otlp", "URL", ParseCollector);
    private readonly Option<string> _control = ValueOption.Of("--control", "PATH", ControlPath.Parse);
    private readonly Option<TimeSpan> _drain = ValueOption.Of("--drain", "DURATION", ParseDrain);
    private readonly Option<string> _keys = new(KeysOption) { HelpName = "FILE", Arity = ArgumentArity.ExactlyOne };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_metrics);
        command.Add(_collector);
        command.Add(_control);
        command.Add(_drain);
        command.Add(_keys);
    }

    /// <summary>Reads how the server is operated.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="bind">What is served, after which a control socket is named.</param>
    /// <param name="surroundings">The environment.</param>
    public GatewayOptions Read(ParseResult parsed, HostPort bind, Surroundings surroundings)
    {
        string? control = parsed.GetValue(_control);
        return new GatewayOptions
        {
            Metrics = parsed.GetValue(_metrics),
            Collector = parsed.GetValue(_collector),
            Control = control == ControlPath.Auto ? ControlPath.Of(bind.Port, surroundings.Variable) : control,
            Drain = parsed.GetValue(_drain),
        };
    }

    /// <summary>Whether keys of single clients are given.</summary>
    public bool HasKeys(ParseResult parsed) => parsed.GetValue(_keys) is not null;

    /// <summary>Reads the keys of single clients, which are the caller's to wipe.</summary>
    /// <exception cref="OperationCanceledException">The program is to stop, and the file is a pipe that nobody writes to.</exception>
    public Parsed<IReadOnlyList<DatedKey>> ReadKeys(ParseResult parsed, SessionMode mode, CancellationToken stop)
    {
        if (parsed.GetValue(_keys) is not { } path)
        {
            return new Parsed<IReadOnlyList<DatedKey>>([]);
        }

        if (mode != SessionMode.Psk)
        {
            return Parsed<IReadOnlyList<DatedKey>>.Invalid($"{KeysOption} '{path}': only psk mode takes keys; add --mode psk.");
        }

        Parsed<IReadOnlyList<DatedKey>> keys = WaitingRead.Of(() => ClientKeysFile.Load(path), stop);
        return keys.IsValid ? keys : Parsed<IReadOnlyList<DatedKey>>.Invalid($"{KeysOption} '{path}': {keys.Error}.");
    }

    private static Parsed<TimeSpan> ParseDrain(string text) => DurationArgument.Parse(text, TimeSpan.Zero, LongestDrain);

    private static Parsed<IPEndPoint> ParseMetrics(string text)
    {
        Parsed<HostPort> read = HostPort.Parse(text);
        return !read.IsValid ? Parsed<IPEndPoint>.Invalid(read.Error)
            : read.Value.Address is not { } address || !IPAddress.IsLoopback(address)
                ? Parsed<IPEndPoint>.Invalid("anybody who reaches it can read it, so use a loopback address, for example 127.0.0.1:9464")
            : read.Value.Port == 0 ? Parsed<IPEndPoint>.Invalid("name a port, for example 127.0.0.1:9464")
            : new IPEndPoint(address, read.Value.Port);
    }

    private static Parsed<Uri> ParseCollector(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && (url.Scheme is "http" or "https") && url.UserInfo.Length == 0
            ? (url.AbsolutePath == "/" ? new Uri(url, "/v1/metrics") : url)
            : Parsed<Uri>.Invalid("write the URL of a collector that takes OTLP over HTTP, for example http://127.0.0.1:4318");
}
