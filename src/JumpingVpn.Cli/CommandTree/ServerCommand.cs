using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Demonstration;
using JumpingVpn.Cli.Forwarding;
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

    public ServerCommand()
        : base("server", "Serve sessions on a UDP port until Ctrl-C.")
    {
        _bind.Required = true;
        Add(_bind);
        Add(_ttl);
        _forward.AddTo(this);
        _side.AddTo(this);
    }

    /// <inheritdoc/>
    public override string HelpText =>
        """
            Serve sessions on a UDP port until Ctrl-C or SIGTERM. Each event is one JSON object a line on standard output.

            Usage: jumpingvpn server --bind HOST:PORT [OPTIONS]

            Options:
              --bind HOST:PORT   The address to serve: 127.0.0.1:9999, 0.0.0.0:9999 for every interface, [::]:9999 for IPv6 too.
                                 Port 0 takes any free port; the event ServerStart shows which. Required.
              --ttl DURATION     How long a session lives without accepted data or reattach: 500ms, 30s, 2min, 1h.
                                 Default: 30s. At least 1ms, at most 24h.
              --forward HOST:PORT
                                 Carry datagrams between the clients' --listen and this UDP service. They are not encrypted on the way to
                                 the clients, and without --mode psk anybody could use it: then it is refused without --insecure.
              --delivery HOW     How answers are delivered: exactly-once, or newest-first, each once, and what is late not at all.
                                 Default: exactly-once.
              --insecure         Forward although the clients are strangers.
              --policy NAME=VALUE
                                 Set a bound, as often as there are bounds to set; 'jumpingvpn policy' lists them all. --ttl counts
                                 before --policy, and --policy before --policy-file.
              --policy-file FILE
                                 Read bounds from a file: lines of NAME=VALUE, or a JSON object.
              --mode MODE        Where the sessions' secrets come from; the clients have to be set to the same. Default: demo.
                                   demo       one secret for all, known to everybody, as in the prototype
                                   psk        a key agreement, and a key that both sides were given
                                   ephemeral  a key agreement alone: nothing says who the other side is
              --psk-file PATH    The file with the key for psk mode, at least 16 bytes. It may stand in the variable
                                 JUMPINGVPN_PSK instead; it never stands on the command line, where others could see it.
              --log-level LEVEL  The lowest level that is shown: debug, info, warning or error. Default: info.
                                   debug    each message that was accepted, too
                                   info     sessions that begin, move and end, too
                                   warning  what was refused, and bounds that were met, too
                                   error    what only an attack or a defect explains, and events that were lost
              --log-payload      Show the text of accepted data in its events, which are of the level debug. Without it the events carry
                                 no payload.
              --log-file FILE    Write the events to a file, too. At 64 MiB the next is begun (name_001.log …); 10 are kept.
              -h, --help         This page.

            Examples:
              jumpingvpn server --bind 127.0.0.1:9999
              jumpingvpn server --bind 127.0.0.1:0 --ttl 5s --log-payload
              jumpingvpn server --bind 0.0.0.0:9999 | grep TransportSwitch
              jumpingvpn server --bind 0.0.0.0:9999 --log-level warning --log-file /var/log/jumpingvpn.log
              jumpingvpn server --bind 127.0.0.1:9999 --policy path-validation=on --policy source-rate=20
              jumpingvpn server --bind 0.0.0.0:9999 --mode psk --psk-file psk.txt
              jumpingvpn server --bind 0.0.0.0:9999 --mode psk --psk-file psk.txt --forward 127.0.0.1:53

            Payload is not encrypted in any mode: this is not a production VPN.
            A record that cannot be written costs events, never a session; standard error says so, and the record itself where it can.
            When nobody reads standard output any more, the server ends, unless there is a log file: then it goes on, and says so once.
            Exit codes: 0 ended by Ctrl-C or SIGTERM, 2 the address cannot be served, or a bound, the key or the log file is wrong,
            141 nobody reads the events any more.
            """;

    /// <inheritdoc/>
    public override async Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        Parsed<SideSettings> read = _side.Read(parsed, surroundings);
        if (!read.IsValid)
        {
            return Outcome.Usage(read.Error);
        }

        using SideSettings settings = read.Value;
        ServerOptions options = settings.Policy.ApplyTo(
            new ServerOptions { Mode = settings.Secret.Mode, PreSharedKey = settings.Secret.PreSharedKey }
        );
        options = parsed.GetResult(_ttl) is null ? options : options with { IdleTtl = parsed.GetValue(_ttl) };
        Parsed<ForwardServerOptions?> forward = await _forward.ReadAsync(parsed, options.Mode, surroundings.Stop);
        if (forward.Error is { } unusable)
        {
            return Outcome.Usage(unusable);
        }

        return await ServerProgram.RunAsync(parsed.GetRequiredValue(_bind), options, settings.Record, forward.Value, surroundings);
    }

    private static Parsed<TimeSpan> ParseTtl(string text) => DurationArgument.Parse(text, ShortestTtl, LongestTtl);
}
