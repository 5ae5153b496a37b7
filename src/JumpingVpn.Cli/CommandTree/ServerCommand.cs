using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Configuration;
using JumpingVpn.Cli.Demonstration;
using JumpingVpn.Cli.Forwarding;
using JumpingVpn.Cli.Gateway;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn server</c>: the prototype's server.</summary>
internal sealed class ServerCommand : TaughtCommand
{
    private static readonly TimeSpan ShortestTtl = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestTtl = TimeSpan.FromHours(24);

    private readonly Option<HostPort> _bind = ValueOption.Of("--bind", "HOST:PORT", HostPort.Parse);
    private readonly Option<TimeSpan> _ttl = ValueOption.Of("--ttl", "DURATION", ParseTtl);
    private readonly ForwardArguments _forward = new();
    private readonly SideOptions _side = new(PolicySide.Server);
    private readonly GatewayArguments _gateway = new();
    private readonly ConfigurationArguments _configuration = new();

    public ServerCommand()
        : base("server", "Serve sessions on a UDP port until Ctrl-C.")
    {
        Add(_bind);
        Add(_ttl);
        _forward.AddTo(this);
        _side.AddTo(this);
        _gateway.AddTo(this);
        _configuration.AddTo(this);
    }

    /// <inheritdoc/>
    public override string HelpText =>
        """
            Serve sessions on a UDP port until Ctrl-C or SIGTERM. Each event is a line on standard output: for people on a terminal, one
            JSON object elsewhere.

            Usage: jumpingvpn server --bind HOST:PORT [OPTIONS]

            Options:
              --bind HOST:PORT   The address to serve: 127.0.0.1:9999, 0.0.0.0:9999 for every interface, [::]:9999 for IPv6, too.
                                 Port 0 takes any free port; the event ServerStart shows which. Required.
              --ttl DURATION     How long a session lives without accepted data or reattach: 500ms, 30s, 2min, 1h.
                                 Default: 30s. At least 1ms, at most 24h.
              --forward HOST:PORT
                                 Carry datagrams between the clients' --listen and this UDP service. They are not encrypted on the way to
                                 the clients. Without --mode psk anybody could use the service, so this also needs --insecure.
              --delivery HOW     How answers are delivered: exactly-once; or newest-first: each sent once, and late ones dropped.
                                 Default: exactly-once.
              --insecure         Forward even though anybody can be a client.
              --policy NAME=VALUE
                                 Change a setting; may be repeated; 'jumpingvpn policy' lists all settings. --ttl overrides --policy, and
                                 --policy overrides --policy-file.
              --policy-file FILE
                                 Read settings from a file: lines of NAME=VALUE, or a JSON object.
              --mode MODE        Where the sessions' secrets come from; the clients must use the same mode. Default: demo.
                                   demo       one secret for all, known to everybody, as in the prototype
                                   psk        a key agreement, and a key that both sides know
                                   ephemeral  only a key agreement: neither side knows who the other is
              --psk-file PATH    The file with the key for psk mode, at least 16 bytes. The variable JUMPINGVPN_PSK may hold the key
                                 instead. No option takes the key itself, because others could see it on the command line.
              --psk-clients FILE A key for each client, in psk mode: lines of NAME KEY, or NAME KEY until TIME. A name may have up to
                                 four keys, to replace one by another. The client gives its name with --psk-name.
              --log-level LEVEL  The lowest level that is shown: debug, info, warning or error. Default: info.
                                   debug    also each accepted message
                                   info     also sessions that start, move and end
                                   warning  also refusals, and limits that were reached
                                   error    events that only an attack or a defect explains, and lost events
              --log-payload      Show the text of accepted data in its events, which have the level debug. Without it the events have no
                                 payload.
              --log-file FILE    Write the events also to a file, as JSON. At 64 MiB the next file is started (name_001.log …); 10 are kept.
              --log-format FORMAT
                                 The format of standard output: text or json. Default: text on a terminal, json elsewhere.
              --metrics HOST:PORT
                                 Serve metrics to Prometheus (/metrics), and health and readiness (/healthz, /readyz), on a loopback
                                 address. Default: nowhere.
              --otlp URL         Send metrics to an OpenTelemetry collector every 10 s, by OTLP over HTTP: http://127.0.0.1:4318.
              --control PATH     Make a control socket for 'jumpingvpn sessions', which only you may use; auto names it after the port.
              --drain DURATION   How long sessions may continue when the server stops; no new ones are made. Default: 0s. At most 1h.
              --config FILE      Read options from a JSON object: { "bind": "127.0.0.1:9999", "policy": { "idle-ttl": "30s" } }. An option
                                 overrides its variable (for --log-level: JUMPINGVPN_SERVER_LOG_LEVEL), and a variable the file.
                                 Without a terminal SIGHUP reads the file again: limits, log level, drain and keys change at once.
              --print-config     Print the options in effect and where each comes from, and exit.
              -h, --help         This page.

            Examples:
              jumpingvpn server --bind 127.0.0.1:9999
              jumpingvpn server --bind 127.0.0.1:0 --ttl 5s --log-payload
              jumpingvpn server --bind 0.0.0.0:9999 | grep TransportSwitch
              jumpingvpn server --bind 0.0.0.0:9999 --log-level warning --log-file /var/log/jumpingvpn.log
              jumpingvpn server --bind 127.0.0.1:9999 --policy path-validation=on --policy source-rate=20
              jumpingvpn server --bind 0.0.0.0:9999 --mode psk --psk-file psk.txt
              jumpingvpn server --bind 0.0.0.0:9999 --mode psk --psk-file psk.txt --forward 127.0.0.1:53
              jumpingvpn server --bind 0.0.0.0:9999 --metrics 127.0.0.1:9464 --control auto
              jumpingvpn server --config /etc/jumpingvpn/server.json

            Payload is not encrypted in any mode: this is not a production VPN.
            If the record cannot be written, events are lost, but never a session; standard error says so, and the record itself if it can.
            When nobody reads standard output any more, the server ends; with a log file it reports this once and continues.
            A second Ctrl-C or SIGTERM ends the server at once.
            Exit codes: 0 ended by Ctrl-C or SIGTERM, 2 the address cannot be served, or a setting, the key or the log file is wrong,
            141 the reader of the events has gone.
            """;

    /// <inheritdoc/>
    public override async Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        Parsed<ConfiguredCommand> configured = _configuration.Read(parsed, surroundings);
        if (!configured.IsValid)
        {
            return Outcome.Usage(configured.Error);
        }

        Parsed<ServerSettings> settings = Read(configured.Value, surroundings);
        if (!settings.IsValid)
        {
            return Outcome.Usage(settings.Error);
        }

        SessionMode mode = settings.Value.Options.Mode;
        Parsed<ForwardServerOptions?> forward = await _forward.ReadAsync(configured.Value.Parsed, mode, surroundings.Stop);
        using ServerSettings started = settings.Value with { Forward = forward.Value };
        if (forward.Error is { } unusable)
        {
            return Outcome.Usage(unusable);
        }

        if (_configuration.IsPrintAsked(parsed))
        {
            string[] secrets = [.. new[] { KeyOptions.Variable }.Where(name => surroundings.Variable(name) is not null)];
            await surroundings.Out.WriteLineAsync(PrintedConfiguration.Of(_configuration.KeysOf(this), configured.Value, secrets));
            return Outcome.Success;
        }

        bool reloads = _configuration.FileOf(parsed) is not null && !surroundings.HasTerminal;
        return await ServerProgram.RunAsync(started, reloads ? () => ReadAgain(parsed, surroundings) : null, surroundings);
    }

    private Parsed<ServerSettings> ReadAgain(ParseResult parsed, Surroundings surroundings)
    {
        Parsed<ConfiguredCommand> configured = _configuration.Read(parsed, surroundings);
        return configured.IsValid ? Read(configured.Value, surroundings) : Parsed<ServerSettings>.Invalid(configured.Error);
    }

    private Parsed<ServerSettings> Read(ConfiguredCommand configured, Surroundings surroundings)
    {
        ParseResult parsed = configured.Parsed;
        Parsed<SideSettings> side = _side.Read(parsed, surroundings, _gateway.HasKeys(parsed));
        if (!side.IsValid)
        {
            return Parsed<ServerSettings>.Invalid(configured.Attribute(side.Error));
        }

        SideSettings settings = side.Value;
        Parsed<IReadOnlyList<DatedKey>> keys = _gateway.ReadKeys(parsed, settings.Secret.Mode, surroundings.Stop);
        if (!keys.IsValid)
        {
            settings.Dispose();
            return Parsed<ServerSettings>.Invalid(configured.Attribute(keys.Error));
        }

        if (parsed.GetValue(_bind) is not { } bind)
        {
            settings.Dispose();
            return Parsed<ServerSettings>.Invalid(
                "--bind is missing: say what to serve, for example --bind 127.0.0.1:9999, or write it into the configuration."
            );
        }

        ServerOptions options = settings.Policy.ApplyTo(
            new ServerOptions { Mode = settings.Secret.Mode, PreSharedKey = settings.Secret.PreSharedKey }
        );
        options = parsed.GetResult(_ttl) is null ? options : options with { IdleTtl = parsed.GetValue(_ttl) };
        return new ServerSettings(bind, options, keys.Value, settings.Record, _gateway.Read(parsed, bind, surroundings), settings);
    }

    private static Parsed<TimeSpan> ParseTtl(string text) => DurationArgument.Parse(text, ShortestTtl, LongestTtl);
}
